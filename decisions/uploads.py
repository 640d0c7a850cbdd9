"""A file that is handed in must be what its name says."""

from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat

ZIP = b"PK\x03\x04"
#: The first bytes of each kind of file that papers come in. Word, Excel and OpenDocument files are zip archives.
BEGINS = {".pdf": b"%PDF-", ".docx": ZIP, ".xlsx": ZIP, ".odt": ZIP}


def refuse_mislabelled(file: File) -> None:
    """Raise ValidationError for a paper that is too big, empty, or not of the kind that its name says."""
    if file.size > settings.COCOMM_UPLOAD_MAX_BYTES:
        most = filesizeformat(settings.COCOMM_UPLOAD_MAX_BYTES)
        raise ValidationError(f"“{file.name}” is larger than {most}. Hand in a smaller file, or the paper in parts.")
    ending = PurePath(file.name).suffix.lower()
    file.seek(0)
    start = file.read(8192)
    file.seek(0)
    if not (_is_text(start) if ending == ".txt" else start.startswith(BEGINS.get(ending, b"\0never"))):
        raise ValidationError(
            f"“{file.name}” is not the kind of file that its name says. Hand in the file as it was made."
        )


def _is_text(start: bytes) -> bool:
    """Whether it reads as text; the last character may be cut."""
    if b"\0" in start:
        return False
    try:
        start.decode()
    except UnicodeDecodeError as error:
        return error.start > len(start) - 4
    return True
