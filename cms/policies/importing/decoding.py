"""Bytes to text: which encoding, and is it a text at all."""

import codecs
import json
import re
from collections import Counter

from cms.policies.importing.model import FileForm, NotAPolicyText

MAXIMUM_BYTES = 1_000_000  # a policy has some 50 kB; more is not a policy text (issue: "> 1 MB" is refused)

_SAVE_AS = "Save the policy as plain text in UTF-8 and import that file."
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "This is a PDF file. Copy its text into a plain text file, saved as UTF-8, and import that file."),
    (
        b"PK\x03\x04",
        "This is a Word, LibreOffice or ZIP file. In the word processor choose “Save as… plain text, UTF-8”.",
    ),
    (b"\xd0\xcf\x11\xe0", "This is an old Word file. In the word processor choose “Save as… plain text, UTF-8”."),
    (b"{\\rtf", "This is an RTF file. In the word processor choose “Save as… plain text, UTF-8”."),
    (b"\x89PNG", f"This is a picture. {_SAVE_AS}"),
    (b"\xff\xd8\xff", f"This is a picture. {_SAVE_AS}"),
    (b"GIF8", f"This is a picture. {_SAVE_AS}"),
    (b"\x1f\x8b", f"This is a compressed file. Unpack it first. {_SAVE_AS}"),
    (codecs.BOM_UTF32_LE, f"This file is UTF-32. {_SAVE_AS}"),
)
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Tab, the line ends, vertical tab and form feed (word processors write them) are text; other controls are not.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_UTF16_LETTERS = re.compile("[\\s!-~А-Яа-яЁёӘәІіҢңҒғҮүҰұҚқӨөҺһ«»“”„‘’–—•…№§\u00a0]")
# Bytes that Windows-1251 and Kazakhstan's STRK1048 read differently: Kazakh letters in the second.
_KAZAKH_BYTES = frozenset(b"\x8d\x8e\x9d\x9e\xa1\xa2\xa3\xa5\xaa\xaf\xb4\xba\xbc\xbd\xbe\xbf")
# Bytes above 0x7F that mean the same sign in Windows-1251 and Windows-1252: quotes, dashes, bullet, ©, §, « ».
_SHARED_BYTES = frozenset(
    b"\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa6\xa7\xa9\xab\xac\xad\xae\xb0\xb1\xb6\xb7\xbb"
)
_COMMON_CYRILLIC = frozenset("оеаинтсрлықд")


def decode(data: bytes) -> tuple[str, FileForm]:
    """Return the text of a file with every line end as `\\n`, and how to write it back.

    :raises NotAPolicyText: empty, larger than 1 MB, binary, or in an encoding that cannot be told with certainty
    """
    if len(data) > MAXIMUM_BYTES:
        raise NotAPolicyText("The file is larger than 1 MB, which no policy is. Check that it is the right file.")
    if not data.strip():
        raise NotAPolicyText("The file is empty. Choose the file that holds the text of the policy.")
    for signature, reason in _SIGNATURES:
        if data.startswith(signature):
            raise NotAPolicyText(reason)
    text, encoding, has_mark = _decoded(data)
    if not text.strip():
        raise NotAPolicyText("The file is empty. Choose the file that holds the text of the policy.")
    if _CONTROLS.search(text):
        raise NotAPolicyText(f"This file is not a text: it holds control characters. {_SAVE_AS}")
    ends = Counter(re.findall("\r\n|\r|\n", text))
    line_end = ends.most_common(1)[0][0] if ends else "\n"
    return re.sub("\r\n|\r", "\n", text), FileForm(encoding, has_mark, line_end)


def encode(text: str, form: FileForm) -> bytes:
    """Return the bytes of a text in the form it was read from."""
    mark = next(mark for mark, encoding in _MARKS if encoding == form.encoding) if form.byte_order_mark else b""
    return mark + text.replace("\n", form.line_end).encode(form.encoding)


def refuse_other_formats(text: str) -> None:
    """Refuse text that is meant for machines.

    :raises NotAPolicyText: JSON, HTML, XML, or a table (CSV)
    """
    start = text.lstrip("\ufeff \t\n")
    if start[:1] in "{[" and _is_json(start):
        raise NotAPolicyText(f"This is a JSON file, not the text of a policy. {_SAVE_AS}")
    if re.match(r"<(\?xml|!doctype|html|head|body|div|p|h\d|section|article)\b", start, re.IGNORECASE) or (
        len(re.findall(r"</(?:p|div|li|h\d|span|td|a|body)>", text, re.IGNORECASE)) > 2
    ):
        raise NotAPolicyText("This is an HTML or XML file. Open it in a browser, copy the text, save it as plain text.")
    lines = [line for line in text.split("\n") if line.strip()]
    for separator in ",;\t|":
        counts = Counter(line.count(separator) for line in lines)
        commonest, times = counts.most_common(1)[0]
        if len(lines) > 1 and commonest >= (1 if separator == "\t" else 2) and times >= 0.8 * len(lines):
            raise NotAPolicyText(f"This is a table (CSV), not the text of a policy. {_SAVE_AS}")


def _is_json(start: str) -> bool:
    try:
        json.loads(start)
    except (ValueError, RecursionError):
        return bool(re.match(r"[\[{]+\s*\"[^\"\n]+\"\s*[:,]", start))
    return True


def _decoded(data: bytes) -> tuple[str, str, bool]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding, True
            except UnicodeDecodeError:
                raise NotAPolicyText(f"The file is damaged: it is not the {encoding} it says. {_SAVE_AS}") from None
    wide = _without_mark_utf16(data)
    if wide is not None:
        return data.decode(wide), wide, False
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        encoding = _single_byte_encoding(data)
        return data.decode(encoding), encoding, False


def _without_mark_utf16(data: bytes) -> str | None:
    # In UTF-16 every second byte of a Latin or Cyrillic text is 0x00 or 0x04; in no other text are they frequent.
    if len(data) % 2 or len(data) < 8:
        return None
    for encoding, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if (high.count(0) + high.count(4) + high.count(0x20)) < 0.9 * len(high) or not high.count(0):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_UTF16_LETTERS.findall(text)) >= 0.97 * len(text):
            return encoding
    return None


def _single_byte_encoding(data: bytes) -> str:
    high = [byte for byte in data if byte > 0x7F]
    if set(high) <= _SHARED_BYTES:
        return "cp1251"
    encoding = "kz1048" if any(byte in _KAZAKH_BYTES for byte in high) else "cp1251"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = ""
    letters = [letter for letter in text if "Ѐ" <= letter <= "ӿ"]
    common = sum(letter in _COMMON_CYRILLIC for letter in letters)
    # KOI8-R and DOS texts read as Windows-1251 swap case or yield rare letters, so common small letters get scarce.
    swapped = len(re.findall("[а-яё][А-ЯЁ]", text))
    is_clear = len(letters) >= 0.7 * len(high) and common >= 0.35 * len(letters) and swapped <= 0.02 * len(letters)
    if not letters or not is_clear:
        raise NotAPolicyText(
            f"The encoding of this file cannot be told (not UTF-8, UTF-16 or Windows-1251). {_SAVE_AS}"
        )
    return encoding
