"""What a reader may want to know first: how it works, which personal data, which scripts."""

from flask import abort, current_app, render_template

from voting.web.assets import AssetList
from voting.web.door.access import public
from voting.web.noticeboard.blueprint import blueprint
from voting.web.speech.leaflets import LEAFLETS


@blueprint.get("/huong-dan")
@public
def guide() -> str:
    """How to vote and how to check, in plain words."""
    return render_template("noticeboard/guide.html", leaflets=LEAFLETS)


@blueprint.get("/huong-dan/<role>")
@public
def leaflet(role: str) -> str:
    """What one role does, on one sheet to print."""
    if role not in LEAFLETS:
        abort(404)
    return render_template("noticeboard/leaflet.html", leaflet=LEAFLETS[role])


@blueprint.get("/du-lieu-ca-nhan")
@public
def privacy() -> str:
    """Which personal data is kept, by whom, and a person's rights (Law 91/2025/QH15)."""
    return render_template("noticeboard/privacy.html")


@blueprint.get("/ma-nguon")
@public
def source() -> str:
    """Every script and style this site sends, with its hash."""
    assets: AssetList = current_app.extensions["dinh.assets"]
    return render_template("noticeboard/source.html", assets=list(assets.all.values()))
