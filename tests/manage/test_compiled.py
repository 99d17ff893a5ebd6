"""`make bundle` compiles the program: a server whose user may not write into its folder would do so at every start."""

import shutil
import subprocess


def test_the_bundle_leaves_no_module_of_the_program_to_be_compiled_at_a_start(root, tmp_path):
    for name in ("voting", "Makefile", "wsgi.py", "config.py"):
        source = root / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    (tmp_path / ".venv").symlink_to((root / ".venv").resolve())
    subprocess.run(["make", "-o", "static/dist/manifest.json", "bundle"], cwd=tmp_path, check=True, timeout=120)
    sources = [one for one in tmp_path.rglob("*.py") if ".venv" not in one.parts]
    assert len(sources) > 300
    assert [one.name for one in sources if not list((one.parent / "__pycache__").glob(f"{one.stem}.*.pyc"))] == []
