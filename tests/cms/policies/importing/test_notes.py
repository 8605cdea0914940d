"""Sentences to the publisher are told from sentences to the reader, in three languages."""

import pytest

from cms.policies.importing.notes import find_notes

NOTES = """
Текст раздела предварительный, юристы его ещё не смотрели.
Before publishing, review your vendors and agreements.
Replace this e-mail before going live.
This e-mail address is a placeholder until the operator confirms it.
Have a lawyer check this section before launch.
The vendor list must be checked against signed contracts prior to publication.
Substitute the support address with a monitored mailbox.
Update this list whenever you engage a new processor.
Delete this paragraph if you do not use analytics.
Your legal counsel should confirm the retention periods.
Retention periods to be confirmed by the accounting department.
Do not publish until the data processing agreements are signed.
Adapt this section to your actual practice.
Make sure the address below is monitored before the site goes live.
Legal to confirm whether this clause is needed.
Note for the web team: link this to the cookie page.
Перед публикацией проверьте список подрядчиков и договоры с ними.
Замените этот адрес до запуска сайта.
До опубликования юрист должен согласовать этот раздел.
Не забудьте указать действующий адрес электронной почты компании.
Раздел требует согласования с юристом.
Примечание для редактора: адрес временный.
Необходимо заменить контактный e-mail на рабочий.
Здесь указан временный адрес, его нужно заменить.
Удалите этот абзац, если вы не используете аналитику.
Данный пункт подлежит проверке юридическим отделом перед размещением на сайте.
Прежде чем выкладывать текст, сверьте перечень получателей с фактическими договорами.
Жарияламас бұрын жеткізушілер тізімін тексеріңіз.
Бұл мекенжай уақытша, сайтты іске қоспас бұрын ауыстырыңыз.
Жариялауға дейін заңгер осы бөлімді тексеруі тиіс.
Редакторға ескертпе: байланыс поштасын нақты мекенжаймен алмастырыңыз.
Осы электрондық поштаны жұмыс істейтін мекенжайға ауыстыру қажет.
Сайт іске қосылғанша мердігерлермен жасалған шарттарды қайта қараңыз.
Бұл тармақты заңгермен келісіп алыңыз.
Legal to confirm whether this clause is needed.
This paragraph is boilerplate and needs tailoring to your business.
Prior to launch, someone on your side must sign off the list of sub-processors.
Check with your accountant how long invoices have to be kept, and correct this section accordingly.
Your web developer has to link the cookie banner here.
Don't forget to swap the support mailbox for the one your team actually reads.
Before this page is made public, have the wording cleared by counsel.
The above address does not exist yet: ask IT to create it.
If your shop ships abroad, extend this section; otherwise remove it.
Only publish this document after the contracts with hosting and couriers have been signed.
Whoever uploads this text should double-check the BIN against the registration certificate.
Complete the table of recipients as soon as the contracts are in place.
Once the mailbox is live, change the address above.
We recommend that you consult a lawyer before you put this text on your site.
Use your own company details here.
This sample text is not legal advice.
Please insert the name of your hosting provider.
The operator should verify the vendor list before the store opens.
Proofread the Kazakh version before it goes up on the site.
Confirm this e-mail address before you publish.
Review vendors and processing agreements before publishing.
Перед тем как разместить документ на сайте, покажите его юристу.
Список сервисов ниже примерный: впишите те, которыми реально пользуетесь.
Если ваш магазин не отправляет заказы за границу, уберите этот раздел.
Телефон указан условно, подставьте настоящий.
Сроки хранения согласовать с бухгалтерией.
Проверить договоры с провайдерами до выхода сайта в свет.
Не публиковать без подписи руководителя.
Контентщику: поставить ссылку на пользовательское соглашение.
Публиковать только после проверки юристом.
Адрес ниже — заглушка.
До старта продаж нужно заключить договоры с курьерскими службами и перечислить их здесь.
Просим владельца сайта актуализировать перечень обработчиков.
Рекомендуем до размещения получить заключение юриста.
Укажите здесь реквизиты своей компании.
Сайтқа шығармас бұрын мәтінді заңгерге көрсетіңіз.
Бұл жерге компанияңыздың нақты мекенжайын жазыңыз.
Төмендегі пошта тек мысал ретінде берілген, оны ауыстырыңыз.
Мердігерлер тізімін шарттармен салыстырып шығу керек.
Егер дүкеніңіз шетелге тауар жібермесе, осы бөлімді алып тастаңыз.
Заңгер растағанға дейін бұл мәтінді жарияламаңыз.
Сақтау мерзімдерін бухгалтериямен келісіңіз.
Жариялар алдында электрондық мекенжайды ауыстыру керек.
Бұл бөлімді өз компанияңызға бейімдеңіз.
Сайт ашылғанға дейін төлем провайдерлерімен келісімшарттар тексерілсін.
Әзірлеушіге: мұнда cookie туралы бетке сілтеме қою керек.
Мәтінді баспас бұрын барлық жеткізушілермен келісімшарттарды тексеріп шығыңыз.
Ask the hosting company for its certificate of data location before you put the site on the internet.
The phone number shown here is fictitious.
Remove section 7 if nothing is delivered outside Kazakhstan.
The DPA with the mail provider has not been countersigned; hold this page back until it has.
Check whether the retention term matches the accounting policy of your organisation.
Note to self: mention the new courier.
Our legal team still needs to approve this clause.
Someone from compliance should look over the transfer section prior to release.
Once the contracts with all vendors have been verified, delete this sentence.
This is a template; adapt it to the way your shop really works.
Make sure that the e-mail below belongs to you before the policy goes public.
Date to be supplied by management.
Developer: make this a link.
Перепроверьте этот список, когда подключите новую платёжную систему.
Сюда добавить адрес склада.
Перед выкладкой на прод убедитесь, что почта работает.
Адрес support@infini.com указан для примера и подлежит замене.
Владельцу магазина: назначьте ответственного и впишите его фамилию.
Согласуйте эту формулировку с юридическим департаментом.
Если вы пользуетесь услугами зарубежного хостинга, опишите это здесь.
Раздел нуждается в проверке специалистом по защите данных.
Не забудьте убрать жёлтое выделение.
Версия для внутреннего согласования, не для публикации.
Телефон горячей линии пока не подключён, вписать позже.
До открытия магазина пересмотрите соглашения с подрядчиками.
Бұл үлгі мәтін, оны өз дүкеніңізге бейімдеңіз.
Құжатты жариялау алдында барлық жақшадағы жазбаларды алып тастаңыз.
Осы жерге жауапты адамның аты-жөні жазылсын.
Заңгермен ақылдаспай, бұл бөлімді өзгертпеңіз.
Хостинг провайдерімен келісімшарт жасалған соң осы тармақты толықтырыңыз.
Пошта мекенжайы шартты түрде көрсетілген, нақтысымен алмастыру қажет.
Жариялаушының назарына: мердігерлер тізімі ескірген.
Аудармашыға: терминдерді заң мәтінімен салыстырыңыз.
Сайт жұмысын бастамас бұрын деректерді өңдеу шарттарын тексеріп алған жөн.
"""
DOUBTFUL = """
Remember to fill in the registration number.
Delivery provider: [name of courier]
The policy applies from XX.XX.2026.
"""
LOOK_ALIKES = """
Please review this policy before ordering.
You should replace your password before sharing your device.
Before publishing your review, we check it for personal data.
Before publishing a review, check it for other people's personal data.
We review our vendors and agreements every year.
Please check your delivery address before confirming the order.
Before we publish a new version, we notify you by e-mail.
Do not publish other people's phone numbers in reviews.
Update your contact details in your account before placing an order.
If you have questions, consult a lawyer.
Providers are checked before we conclude an agreement with them.
Reviews are moderated before publication.
Please check this page regularly for updates.
The new version is published before it takes effect.
Insert the code from the e-mail to confirm your account.
Replace your password immediately if you suspect it was compromised.
Read this section carefully before you agree to cross-border transfer.
Our lawyers review requests from authorities before disclosure.
The courier must check the recipient's name before handing over the parcel.
We may ask you to confirm your identity before we answer.
Перед оформлением заказа ознакомьтесь с политикой.
Перед публикацией отзыва мы проверяем его.
Проверьте адрес доставки перед подтверждением заказа.
Замените пароль, если подозреваете, что он стал известен другим.
Мы пересматриваем договоры с поставщиками ежегодно.
Отзывы публикуются после проверки модератором.
Не публикуйте в отзывах персональные данные других людей.
Пожалуйста, внимательно прочитайте этот раздел до регистрации.
Новая редакция публикуется до вступления в силу.
Укажите действующий адрес электронной почты при регистрации.
Обновите контактные данные в личном кабинете.
До передачи данных партнёру оператор заключает с ним договор.
Тапсырыс бермес бұрын осы саясатпен танысыңыз.
Пікіріңізді жарияламас бұрын біз оны тексереміз.
Құпиясөзіңізді ешкімге бермеңіз.
Тапсырысты растамас бұрын жеткізу мекенжайын тексеріңіз.
Жаңа нұсқа күшіне енгенге дейін жарияланады.
Пікірді жарияламас бұрын онда басқа адамдардың деректері жоқ екенін тексеріңіз.
Тіркелу кезінде жұмыс істейтін электрондық поштаны көрсетіңіз.
Біз мердігерлермен жасалған шарттарды жыл сайын қайта қараймыз.
Please review this policy before you place an order.
Keep your password secret and replace it if it becomes known to others.
Before launching a new feature, we review what data it needs.
Check that the address is correct before you pay.
Our lawyer reviews each request of an authority.
You should confirm your e-mail address before your first order.
Vendors must delete the data after the contract ends.
The operator must delete the data within one working day.
Delete your account at any time in the profile.
Contracts with processors must be signed before any data are transferred.
Providers must follow our instructions and protect personal data.
We will update this section if the list of providers changes.
If this address changes, we will publish the new one here.
Do not send card numbers by e-mail.
Ask our support team to correct your data.
Please note that couriers may call the recipient before delivery.
Make sure the recipient agrees before you give us their phone number.
Parents should review this policy with their children.
Fill in the form on the contact page to exercise your rights.
Please confirm the order by the code sent to you.
Before posting photos, remove other people's faces.
To be valid, a consent must be given before collection.
This policy must be read together with the Terms of Service.
A draft of your review is kept for 30 days.
The customer must check the parcel before signing for it.
Use of this site is subject to approval of these terms.
Note: reviews are published after moderation.
Important: do not tell anyone the code from the message.
Personal data must be kept in Kazakhstan.
Passwords must be changed after a breach.
Версия вступает в силу после публикации на сайте.
Проверьте правильность телефона получателя до оплаты.
До публикации отзыва модератор удаляет из него персональные данные.
Договоры с поставщиками услуг заключаются до передачи данных.
Пользователь должен указать действующий адрес электронной почты.
Оператор обязан удалить данные в течение одного рабочего дня.
Перед использованием сайта прочитайте условия.
Получатель должен проверить посылку до подписания.
Примечание: отзывы публикуются после проверки.
Вы можете заменить фотографию профиля в любое время.
Если вы не согласны с этим разделом, не используйте сайт.
Измените пароль, если этот адрес вам не принадлежит.
Обратитесь в службу поддержки, чтобы исправить данные.
Сохраните этот адрес электронной почты для обращений.
Уточните срок возврата до оформления заказа.
Юридический отдел рассматривает обращения в течение 15 рабочих дней.
Тапсырыс рәсімдемес бұрын осы құжатты мұқият оқып шығыңыз.
Сайтты пайдаланбас бұрын шарттарды оқыңыз.
Пікірлер модератор тексергеннен кейін жарияланады.
Төлем жасамас бұрын тауардың санын тексеріңіз.
Оператор деректерді бір жұмыс күні ішінде жоюға тиіс.
Ескертпе: пікірлер тексерілгеннен кейін жарияланады.
Деректеріңізді жеке кабинетте жаңартыңыз.
Жеткізу мекенжайын дұрыс көрсетіңіз.
Құпиясөзді басқа біреу біліп қойса, оны дереу ауыстырыңыз.
Сұрақтарыңыз болса, осы мекенжайға жазыңыз.
Провайдерлермен шарттар деректер берілмес бұрын жасалады.
Осы бөлімді мұқият оқып шығыңыз.
Before we share data with a new courier, we sign an agreement with it.
You must update your address before the parcel is dispatched.
Please check this section for the list of couriers before you choose delivery.
To withdraw consent, delete the photo from your profile or write to us.
This section must be read by parents before the child registers.
Vendors and their agreements are reviewed at least once a year.
Please do not publish your phone number in a review.
We replace the e-mail address on this page when it changes.
The courier needs to check a document of the recipient.
Data that are no longer needed must be deleted or anonymised.
If this list changes, the new version will be published ahead of its effective date.
Ask a lawyer or the authorised body if you believe your rights were violated.
Each contract with a provider must contain the obligation of secrecy.
The responsible person must approve each transfer before it happens.
Use a strong password and do not tell it to anyone.
The text of the review must not contain personal data of others.
You need to confirm this address by a code.
The draft of an order can be completed later.
Fill in all the required fields of the order form.
Please provide a working e-mail address, otherwise the receipt cannot be sent.
Before the site goes live in your city we announce the delivery terms.
Проверяйте эту страницу время от времени.
Перед заключением договора ознакомьтесь с этим разделом.
Проверьте содержимое посылки до ухода курьера.
Договор с каждым обработчиком должен быть заключён до передачи ему данных.
Чтобы исправить адрес, замените его в профиле.
Не передавайте пароль третьим лицам.
Согласие должно быть получено до начала сбора данных.
Укажите в заявлении номер заказа и способ связи.
Данные подлежат удалению по истечении срока хранения.
Перед отправкой отзыва убедитесь, что в нём нет личных данных.
Для удаления отзыва напишите по этому адресу.
Для возврата необходимо заполнить форму и приложить чек.
Уведомление об изменениях размещается на сайте до их вступления в силу.
Ответственное лицо обязано проверить запрос в течение трёх рабочих дней.
Осы саясатты мезгіл-мезгіл қарап тұрыңыз.
Тауарды қабылдамас бұрын оның бүтіндігін тексеріңіз.
Келісімді қайтарып алу үшін осы мекенжайға хат жазыңыз.
Әр өңдеушімен шарт деректер берілгенге дейін жасалуы тиіс.
Сақтау мерзімі өткен деректер жойылуға тиіс.
Өтініште тапсырыс нөмірін көрсетіңіз.
Пікіріңізде басқа адамдардың телефонын жарияламаңыз.
Жаңа нұсқа сайтта күшіне енгенге дейін орналастырылады.
Поштаңызды растау үшін кодты енгізіңіз.
Егер сіз бұл бөліммен келіспесеңіз, сайтты пайдаланбаңыз.
Ата-аналар осы бөлімді балаларымен бірге оқып шығуы керек.
Тіркелмес бұрын осы бөлімді оқыңыз.
Қызмет көрсету шарттары (жария оферта)
Shahishifa KZ (hereinafter “we”) runs the site [1] as described [see section 4].
"""
ASIDES = (
    ("Effective date: [insert date].", "[insert date]"),
    ("Дата вступления в силу: [указать дату].", "[указать дату]"),
    ("Күшіне енетін күні: [күнін енгізіңіз].", "[күнін енгізіңіз]"),
    ("Write to support@infini.com (replace before publication).", "(replace before publication)"),
    ("We use couriers <!-- which ones? --> for delivery.", "<!-- which ones? -->"),
    ("Оператор хранит данные {{уточнить срок у юриста}} в Казахстане.", "{{уточнить срок у юриста}}"),
)


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


@pytest.mark.parametrize("sentence", lines(NOTES))
def test_sentence_to_the_publisher_is_certain(sentence):
    found = find_notes(sentence)

    assert [(note.is_certain, note.start, note.end) for note in found] == [(True, 0, len(sentence))]


@pytest.mark.parametrize("sentence", lines(DOUBTFUL))
def test_doubtful_sentence_is_only_suspected(sentence):
    found = find_notes(sentence)

    assert [note.is_certain for note in found] == [False]


@pytest.mark.parametrize("sentence", lines(LOOK_ALIKES))
def test_sentence_to_the_reader_is_left_alone(sentence):
    assert find_notes(sentence) == []


@pytest.mark.parametrize(("sentence", "aside"), ASIDES)
def test_bracketed_instruction_is_cut_alone(sentence, aside):
    found = find_notes(sentence)

    assert [(note.is_certain, sentence[note.start : note.end]) for note in found] == [(True, aside)]


def test_labelled_note_ends_where_the_text_turns_to_the_reader():
    text = "Note to editor: check the list. Then delete this. We keep your data in Kazakhstan."

    found = find_notes(text)

    assert [text[note.start : note.end] for note in found] == ["Note to editor: check the list. Then delete this."]
