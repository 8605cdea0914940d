"""What the gate says when it refuses a draft: one text a code and language, each with what to do next."""

from cms.policies import contracts

TEXTS: dict[str, dict[str, str]] = {
    "policies.title_missing": {
        "kk": "Осы тілдегі атауын жазыңыз.",
        "ru": "Укажите название на этом языке.",
        "en": "Give the title in this language.",
    },
    "policies.no_sections": {
        "kk": "Кемінде бір бөлім қосыңыз.",
        "ru": "Добавьте хотя бы один раздел.",
        "en": "Add at least one section.",
    },
    "policies.text_missing": {
        "kk": "Осы тілдегі мәтінді толтырыңыз: kk, ru және en толық болуы керек.",
        "ru": "Заполните текст на этом языке: kk, ru и en должны быть полными.",
        "en": "Fill in the text in this language: kk, ru and en must all be complete.",
    },
    "policies.placeholder": {
        "kk": "Толтырылмаған орын қалды: {found}. Оны нақты мәтінмен алмастырыңыз.",
        "ru": "Осталось незаполненное место: {found}. Замените его настоящим текстом.",
        "en": "A placeholder is left: {found}. Put the real text in its place.",
    },
    "policies.internal_link": {
        "kk": "Сілтеме осы жүйенің бетіне апарады; оның мекенжайы өзгеруі мүмкін. Толық https:// мекенжайын жазыңыз.",
        "ru": "Ссылка ведёт на страницу этой системы; её адрес может измениться. Укажите полный адрес https://.",
        "en": "This links to a page of this system, whose address may change. Type the full https:// address instead.",
    },
    "policies.note_open": {
        "kk": "Баспагерге арналған ескертпе шешілмеген: «{text}». Орындап, шешілді деп белгілеңіз.",
        "ru": "Примечание для издателя не снято: «{text}». Выполните его и отметьте как снятое.",
        "en": "A publisher's note is unresolved: “{text}”. Do what it asks, then mark it resolved.",
    },
    "policies.note_suspected": {
        "kk": "Бұл сөйлем оқырманға арналған ба? «{text}». Мәтінді түзетіңіз немесе қалдырып, шешілді деп белгілеңіз.",
        "ru": "Обращено ли это к читателю? «{text}». Исправьте текст или оставьте его и отметьте примечание снятым.",
        "en": "Is this meant for the reader? “{text}”. Change the text, or leave it, and mark the note resolved.",
    },
    "policies.note_deleted": {
        "kk": "Импортталған ескертпе жойылған. Оны жоюға болмайды: қайтарып, шешілді деп белгілеңіз.",
        "ru": "Импортированное примечание удалено. Удалять нельзя: верните его и отметьте как снятое.",
        "en": "An imported note was deleted. Notes are not deleted: bring it back and mark it resolved.",
    },
    "policies.date_missing": {
        "kk": "Қай күннен бастап күшіне енетінін көрсетіңіз.",
        "ru": "Укажите, с какой даты текст действует.",
        "en": "Set the date from which the text is in force.",
    },
    "policies.date_past": {
        "kk": "{date} өтіп кетті. Алматы уақытымен {today} немесе одан кейінгі күнді таңдаңыз.",
        "ru": "Дата {date} уже прошла. Выберите {today} (по Алматы) или позже.",
        "en": "{date} is past. Choose {today} (in Almaty) or later.",
    },
    "policies.date_taken": {
        "kk": "{date} күні басқа нұсқа күшіне енеді. Кейінгі күнді таңдаңыз немесе сол нұсқаны қайтарып алыңыз.",
        "ru": "С {date} действует другая версия. Выберите более позднюю дату или сначала отзовите ту версию.",
        "en": "Another version takes effect on {date}. Choose a later date, or withdraw that version first.",
    },
    "policies.change_note_missing": {
        "kk": "Оқырманға не өзгергенін осы тілде жазыңыз.",
        "ru": "Напишите на этом языке, что изменилось для читателя.",
        "en": "Say in this language what changes for the reader.",
    },
    "policies.authoritative_missing": {
        "kk": "Негізгі тілді таңдаңыз: kk, ru немесе en.",
        "ru": "Выберите язык, текст на котором имеет преимущество: kk, ru или en.",
        "en": "Choose the language whose text prevails: kk, ru or en.",
    },
    "policies.purpose_missing": {
        "kk": "Дүкен сұрайтын мақсаттар жоқ: {ids}. Оларды қосыңыз.",
        "ru": "Нет целей, о которых спрашивает магазин: {ids}. Добавьте их.",
        "en": "Purposes that the shop asks for are missing: {ids}. Add them.",
    },
    "policies.purpose_unknown": {
        "kk": "Дүкен мұндай мақсатты білмейді: {id}. Тізімнен таңдаңыз.",
        "ru": "Магазин не знает цели {id}. Выберите цель из списка.",
        "en": "The shop knows no purpose {id}. Choose one from the list.",
    },
    "policies.clause_twice": {
        "kk": "{id} екі рет көрсетілген. Біреуін қалдырыңыз.",
        "ru": "{id} указано дважды. Оставьте одно.",
        "en": "{id} stands here twice. Keep one of them.",
    },
    "policies.wording_missing": {
        "kk": "Осы тілдегі жалаушаның мәтінін жазыңыз.",
        "ru": "Напишите текст согласия на этом языке.",
        "en": "Write the wording of the flag in this language.",
    },
    "policies.basis_missing": {
        "kk": "Құқықтық негізді таңдаңыз.",
        "ru": "Выберите правовое основание.",
        "en": "Choose the legal basis.",
    },
    "policies.switch_missing": {
        "kk": "Мына келісімдердің мәтіні жоқ: {ids}. Оларды қосыңыз.",
        "ru": "Нет текста для отдельных согласий: {ids}. Добавьте их.",
        "en": "The wording of these switches is missing: {ids}. Add them.",
    },
    "policies.switch_unknown": {
        "kk": "{id} деген жеке келісім жоқ. Тізімнен таңдаңыз.",
        "ru": "Отдельного согласия {id} нет. Выберите из списка.",
        "en": "There is no switch {id}. Choose one from the list.",
    },
    "policies.clause_proposed": {
        "kk": "Мұны импорт ұсынды. Оқып шығып, түзетіп, «Confirmed» күйін таңдаңыз немесе тармақты жойыңыз.",
        "ru": "Это предложил импорт. Прочитайте, поправьте и выберите состояние «Confirmed», или удалите положение.",
        "en": "An import proposed this. Read it, correct it and choose “Confirmed”, or delete the clause.",
    },
    "policies.clause_incomplete": {
        "kk": "Бұл өрісті толтырыңыз.",
        "ru": "Заполните это поле.",
        "en": "Fill in this field.",
    },
    "policies.contact_malformed": {
        "kk": "Бұл мекенжайға жету мүмкін емес. Электрондық поштаны немесе +7-ден басталатын телефонды жазыңыз.",
        "ru": "До этого адреса не дойти. Укажите электронную почту или телефон, начиная с +7.",
        "en": "Nobody can reach this address. Give an e-mail address, or a telephone that begins with +7.",
    },
    "policies.review_ahead": {
        "kk": "Бұл күн әлі келген жоқ. Келісім оқылған күнді қойыңыз.",
        "ru": "Этот день ещё не наступил. Укажите, когда договор прочитали.",
        "en": "That day has not come. Say when the agreement was read.",
    },
    "policies.term_missing": {
        "kk": "Мерзімді көрсетіңіз: сан мен бірлік, не мерзім қай оқиғамен аяқталатыны.",
        "ru": "Укажите срок: число и единицу или событие, которым он заканчивается.",
        "en": "Give the term: a number and a unit, or the event that ends it.",
    },
    "policies.clock_incomplete": {
        "kk": "Мерзімді санмен және бірлікпен көрсетіңіз немесе неден бастап саналатынын алып тастаңыз.",
        "ru": "Укажите срок числом и единицей или уберите событие, от которого он считается.",
        "en": "Give the term as a number and a unit, or leave out what it counts from.",
    },
    "policies.reference_missing": {
        "kk": "{id} осы саясатта сипатталмаған. Оны қосыңыз немесе осы жерден алып тастаңыз.",
        "ru": "{id} в этой политике не описано. Добавьте такое положение или уберите ссылку отсюда.",
        "en": "{id} is not declared in this policy. Add that clause, or take the name away here.",
    },
    "policies.country_unknown": {
        "kk": "{id} деген ел тізімде жоқ. Тізімнен таңдаңыз.",
        "ru": "Страны {id} нет в списке. Выберите из списка.",
        "en": "The country {id} is not in the list. Choose one from it.",
    },
    "policies.operator_incomplete": {
        "kk": "Оператор туралы мәлімет толық емес: {field}. Жүйені баптайтын адамға айтыңыз.",
        "ru": "Сведения об операторе неполны: {field}. Обратитесь к тому, кто настраивает систему.",
        "en": "The operator's facts are incomplete: {field}. Ask whoever configures the system.",
    },
    "policies.slug_foreign": {
        "kk": "Осы мекенжаймен басқа бет жарияланған. Сол бетті өңдеңіз немесе басқа мекенжай таңдаңыз.",
        "ru": "Под этим адресом уже опубликован текст другой страницы. Правьте её или выберите другой адрес.",
        "en": "Another page has published under this address. Edit that page, or choose another slug.",
    },
    "policies.slug_changed": {
        "kk": "Адамдар {slug} мекенжайындағы мәтінге келісім берген. Сол мекенжайды қалдырыңыз.",
        "ru": "Люди соглашались с текстом по адресу {slug}. Оставьте этот адрес.",
        "en": "People agreed to the text at {slug}. Keep that slug.",
    },
    "policies.not_approved": {
        "kk": "Бұл мәтін әлі мақұлданбаған. Оны «{workflow}» процесіне жіберіңіз: мақұлданғаннан кейін жарияланады.",
        "ru": "Этот текст ещё не одобрен. Отправьте его в процесс «{workflow}»: после одобрения он будет опубликован.",
        "en": "This text has not been approved. Submit it to “{workflow}”: it is published once approved there.",
    },
    # The compiler speaks for itself: its params are whole sentences by language.
    "policies.drift": {"kk": "{kk}", "ru": "{ru}", "en": "{en}"},
    "policies.inventory_unreachable": {
        "kk": "Дүкеннің деректер тізімін алу мүмкін болмады ({detail}). Дүкен іске қосылғанда қайталап көріңіз.",
        "ru": "Не удалось получить опись данных магазина ({detail}). Повторите, когда магазин заработает.",
        "en": "The shop's data inventory cannot be had ({detail}). Try again when the shop runs.",
    },
    "policies.inventory_refused": {
        "kk": "Дүкеннің деректер тізіміне сенуге болмайды: {detail}. Жүйені баптайтын адамға айтыңыз.",
        "ru": "Описи данных магазина нельзя верить: {detail}. Обратитесь к тому, кто настраивает систему.",
        "en": "The shop's data inventory cannot be trusted: {detail}. Ask whoever configures the system.",
    },
    "policies.alias": {
        "kk": "Бұл бет басқа беттің көшірмесі. Түпнұсқа бетті жариялаңыз.",
        "ru": "Эта страница — псевдоним другой. Публикуйте саму страницу.",
        "en": "This page is an alias. Publish the page it stands for.",
    },
}


def message(failure: contracts.Failure, locale: str) -> str:
    """Return what to tell the editor, in `locale` or else in English."""
    texts = TEXTS[failure.code]
    return texts.get(locale, texts["en"]).format(**failure.params)
