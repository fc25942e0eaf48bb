"""F3: the disk of the evidence is full. Files are refused with a sentence, no row is without its file, pages go on,
and after somebody made room files are taken again. Needs root, for a disk of four megabytes in memory.

Control: a store that believes every write keeps files that are cut off.
"""

import os
import subprocess
from pathlib import Path
from unittest import mock

from drills import installation
from drills.pages import Officer

SIZE = 300_000


def main() -> None:
    with installation.folder() as folder:
        disk = folder / "files"
        installation.use(folder)
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], check=True)
        try:
            installation.fill(64)
            found = drill(disk)
            control = believing(disk)
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    passed = found["taken"] > 0 and found["refused"] > 0 and found["other pages"] == 200 and found["after room"] == 1
    passed = passed and not found["damaged"] and not found["left behind"] and not found["faults"]
    figures = ", ".join(f"{name} {value}" for name, value in found.items())
    installation.tell(passed=passed, control_failed=control > 0, figures=f"{figures}; control cut off {control}")


def drill(disk: Path) -> dict[str, int]:
    from indicators.models import DocumentFile
    from indicators.services.integrity import damaged_files
    from tests import make

    officer = Officer()
    # A document may have ten files.
    documents = [make.document(officer.reports[0].assignment.agency) for _ in range(17)]
    # The floor of a tenth would refuse first; a disk may fill between that look and the write.
    with mock.patch("indicators.files.folder.FREE_SPACE_FLOOR", 0):
        answers = [send(officer, document) for document in documents[1:]]
    taken = DocumentFile.objects.count()
    page = officer.client.get(f"/documents/{documents[0].pk}/").status_code
    subprocess.run(["mount", "-o", "remount,size=16m", str(disk)], check=True)
    send(officer, documents[0])
    return {
        "taken": taken,
        "refused": len(answers) - taken,
        "faults": sum(status >= 500 and status not in {503, 507} for status in answers),
        "damaged": len(damaged_files()),
        "left behind": len(list(disk.glob("incoming/*.part"))),
        "other pages": page,
        "after room": DocumentFile.objects.count() - taken,
    }


def send(officer: Officer, document) -> int:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.indicators.files import samples

    content = samples.pdf(content=b"%" + os.urandom(SIZE // 2).hex().encode())
    sent = {"attachments": SimpleUploadedFile("a.pdf", content), "csrfmiddlewaretoken": officer.secret}
    return officer.client.post(f"/documents/{document.pk}/files/add/", sent).status_code


def believing(disk: Path) -> int:
    """Cut-off files among those kept, when nobody asks whether a write succeeded."""
    import hashlib

    from indicators.files import store

    subprocess.run(["mount", "-o", "remount,size=6m", str(disk)], check=True)
    contents = [os.urandom(SIZE) for _ in range(20)]
    for content in contents:
        place = store.path(hashlib.sha256(content).hexdigest())
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        except OSError:
            continue
    return sum(not store.verify(path.name) for path in disk.glob("??/??/*"))


if __name__ == "__main__":
    main()
