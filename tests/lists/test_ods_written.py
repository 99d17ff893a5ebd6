"""Lists that LibreOffice Calc itself has written as .ods are read as the workbook that it was given."""

import shutil
import subprocess
from pathlib import Path

import pytest

from voting.lists.reading import read_roll

SHARED = Path(__file__).parents[3] / "shared"
LISTS = sorted([*SHARED.glob("data/*.xlsx"), *SHARED.glob("cases/*/*.xlsx")])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each list as Calc has saved it."""
    program = shutil.which("soffice")
    if program is None or not list(Path("/usr/lib/libreoffice/program").glob("libsclo.so")):
        pytest.skip("needs LibreOffice Calc")
    folder = tmp_path_factory.mktemp("calc")
    home = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [program, home, "--headless", "--convert-to", "ods", "--outdir", folder, *LISTS],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return folder


@pytest.mark.parametrize("given", LISTS, ids=lambda path: path.stem)
def test_calcs_own_file_says_what_the_workbook_said(written: Path, given: Path) -> None:
    saved = written / f"{given.stem}.ods"
    found, wanted = read_roll(saved.name, saved.read_bytes()), read_roll(given.name, given.read_bytes())
    assert found.rows == wanted.rows
    assert found.sheet == wanted.sheet
    assert [(fault.row_number, fault.column, fault.kind) for fault in found.faults] == [
        (fault.row_number, fault.column, fault.kind) for fault in wanted.faults
    ]
    assert found.rows or found.faults
