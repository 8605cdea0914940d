"""What the panels of the edit page and the home page say, in the languages of the admin."""

from django.utils.translation import get_language

TEXTS: dict[str, dict[str, str]] = {
    "ru": {
        "published": "Текст опубликован в этом виде. Чтобы опубликовать снова, измените его и укажите дату позже.",
        "refused": "Не опубликовано. Причин:",
        "would_be_refused": "В сохранённом виде публикация будет отклонена. Причин:",
        "ready": "Ничто не мешает: в сохранённом виде текст можно публиковать.",
        "awaits": "Ничто не мешает: отправьте текст в процесс «{workflow}», после одобрения он будет опубликован.",
        "awaits_at_work": "Процесс «{workflow}» ждёт одобрения; после него текст будет опубликован.",
        "compared": "Сопоставлено с кодом магазина: положений {clauses}, целей {purposes}, полей {fields}.",
        "compared_terms": "С магазином сопоставлено: положений {clauses}, прав покупателя {rights}, норм {rules}.",
        "check": "Проверить политику",
        "check_help": "Проверяет сохранённый черновик по тому, что код магазина делает сейчас. Ничего не публикуется.",
        "checking": "Проверяется…",
        "checked": "Проверено в",
        "check_failed": "Проверка не удалась:",
        "version": "Версия",
        "in_force_from": "Действует с",
        "released": "Опубликована",
        "state": "Состояние",
        "author": "Автор",
        "approver": "Одобрил(а)",
        "self_approved": "автор одобрил сам",
        "nobody": "—",
        "scheduled": "ещё не действует",
        "withdrawn": "отозвана",
        "released_state": "опубликована",
        "withdraw": "отозвать",
        "read": "Читать",
        "difference": "Что изменилось",
        "no_versions": "По этому адресу ещё ничего не опубликовано.",
        "alarm_home": "Публикация по расписанию отклонена",
        "alarm_page": "Публикация по расписанию отклонена {at}. Действует прежняя версия.",
        "open": "К правке",
    },
    "en": {
        "published": "This text is published as it stands. To publish again, change it and set a later date.",
        "refused": "Not published. Reasons:",
        "would_be_refused": "As saved, this text would be refused. Reasons:",
        "ready": "Nothing stands in the way: as saved, this text can be published.",
        "awaits": "Nothing stands in the way: submit the text to “{workflow}”; once approved, it is published.",
        "awaits_at_work": "“{workflow}” is waiting for an approval; the text is published then.",
        "compared": "Compared with the shop: {clauses} clauses, {purposes} purposes, {fields} fields of its code.",
        "compared_terms": (
            "Compared with the shop: {clauses} clauses against {rights} rights of the buyer and {rules} rules of law."
        ),
        "check": "Check this policy",
        "check_help": "Checks the draft as saved, against what the shop's code does now. Nothing is published.",
        "checking": "Checking…",
        "checked": "Checked at",
        "check_failed": "The check could not run:",
        "version": "Version",
        "in_force_from": "In force from",
        "released": "Published",
        "state": "State",
        "author": "Author",
        "approver": "Approved by",
        "self_approved": "approved by its author",
        "nobody": "—",
        "scheduled": "not yet in force",
        "withdrawn": "withdrawn",
        "released_state": "published",
        "withdraw": "withdraw",
        "read": "Read",
        "difference": "What changed",
        "no_versions": "Nothing has been published under this address yet.",
        "alarm_home": "A scheduled publication was refused",
        "alarm_page": "The scheduled publication was refused on {at}. The version before stays in force.",
        "open": "Edit",
    },
}


def locale() -> str:
    """Return the language of the admin: one of the gate's, English where it speaks no other."""
    code = (get_language() or "en")[:2]
    return code if code in TEXTS else "en"


def texts() -> dict[str, str]:
    """Return the texts in the language of the admin."""
    return TEXTS[locale()]
