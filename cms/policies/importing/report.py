"""What an import found, line by line, for the person who started it."""

from cms.policies.importing.model import ImportedText, Note, NumberingFault, NumberingProblem
from cms.policies.importing.report_texts import REPORT_TEXTS


def report(imported: ImportedText, locale: str = "en") -> list[str]:
    """Return the findings in kk, ru or en: facts first, then each note and its place, then the numbering."""
    texts = REPORT_TEXTS[locale]
    lines = [_fact(texts, "title", imported.title), texts["sections"].format(count=len(imported.blocks))]
    lines += [texts["section"].format(number=block.number, heading=block.heading) for block in imported.blocks]
    lines.append(_fact(texts, "operator", imported.operator or ""))
    if imported.trading_name:
        lines.append(texts["trading_name"].format(value=imported.trading_name))
    lines.append(_bin_line(imported, texts))
    lines.append(_fact(texts, "contact", ", ".join(imported.emails)))
    lines.append(_fact(texts, "related", "; ".join(imported.related)))
    if imported.contents_lines:
        lines.append(texts["contents"].format(count=imported.contents_lines))
    lines.append(texts["encoding"].format(value=imported.form.encoding))
    certain, suspected = imported.certain_notes, imported.suspected_notes
    lines.append(texts["notes"].format(certain=len(certain), suspected=len(suspected)))
    lines += [texts[note.certainty].format(place=_place(note, texts), text=note.quote) for note in imported.notes]
    lines += [_numbering_line(problem, texts) for problem in imported.numbering]
    return lines if imported.numbering else [*lines, texts["numbering_fine"]]


def _fact(texts: dict[str, str], name: str, value: str) -> str:
    return texts[name].format(value=value) if value else texts[f"no_{name}"]


def _bin_line(imported: ImportedText, texts: dict[str, str]) -> str:
    if imported.bin is None:
        return texts["no_bin"]
    return texts["bin" if imported.bin.is_valid else "bad_bin"].format(value=imported.bin.digits)


def _place(note: Note, texts: dict[str, str]) -> str:
    in_preamble = note.block < 0
    if note.paragraph:
        key = "place_preamble" if in_preamble else "place"
    else:
        key = "place_title" if in_preamble else "place_heading"
    return texts[key].format(section=note.section, paragraph=note.paragraph, offset=note.offset)


def _numbering_line(problem: NumberingProblem, texts: dict[str, str]) -> str:
    is_first = problem.fault is NumberingFault.GAP and not problem.after
    return texts["gap_start" if is_first else problem.fault].format(number=problem.number, after=problem.after)
