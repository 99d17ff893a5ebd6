"""What a reader may want to know first: how it works, which personal data, which scripts."""

from flask import current_app, render_template

from voting.web.assets import AssetList
from voting.web.door.access import public
from voting.web.noticeboard.blueprint import blueprint


@blueprint.get("/huong-dan")
@public
def guide() -> str:
    """How to vote and how to check, in plain words."""
    return render_template("noticeboard/guide.html")


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
