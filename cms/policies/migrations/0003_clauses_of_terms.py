"""Terms say what a buyer may ask, and where to turn."""

import cms.policies.clause_blocks
import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='termspage',
            name='consumer_rights',
            field=wagtail.fields.StreamField([('right', 10)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('confirmed', 'Confirmed'), ('proposed', 'Proposed by an import: read it, then confirm')], 'help_text': 'An import proposes clauses from the text. Publishing waits until a person has confirmed each.', 'label': 'State', 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Filled in by the import.', 'label': 'Found in the text at', 'required': False}), 2: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.policies.clause_blocks.consumer_right_choices, 'help_text': 'Those that the shop serves, with what it keeps today.', 'label': 'Right', 'required': False}), 3: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('automatic', 'by yourself, at once'), ('manual_case', 'on request')], 'help_text': '', 'label': 'Served', 'required': False}), 4: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'How long the buyer may ask, or how soon you answer. Leave it empty where no number counts.', 'label': 'Term', 'max_value': 3650, 'min_value': 1, 'required': False}), 5: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('days', 'calendar days'), ('working_days', 'working days'), ('months', 'months'), ('years', 'years')], 'help_text': "Working days are Kazakhstan's.", 'label': 'Unit', 'required': False}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('purchase', 'from the day of the purchase'), ('delivery', 'from the day of the delivery'), ('request', 'from the day of the request')], 'help_text': "From a purchase or delivery it is the buyer's time, else yours.", 'label': 'Counted', 'required': False}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Мәтіні', 'required': False, 'rows': 2}), 8: ('wagtail.blocks.TextBlock', (), {'label': 'Текст', 'required': False, 'rows': 2}), 9: ('wagtail.blocks.TextBlock', (), {'label': 'Wording', 'required': False, 'rows': 2}), 10: ('wagtail.blocks.StructBlock', [[('state', 0), ('found_at', 1), ('id', 2), ('handler', 3), ('clock_number', 4), ('clock_unit', 5), ('from_event', 6), ('wording_kk', 7), ('wording_ru', 8), ('wording_en', 9)]], {})}, help_text='What a buyer may ask, and by when. Each stands here once; nothing that the shop does not serve.', verbose_name='rights of the buyer'),
        ),
        migrations.AddField(
            model_name='termspage',
            name='contacts',
            field=wagtail.fields.StreamField([('contact', 7)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('confirmed', 'Confirmed'), ('proposed', 'Proposed by an import: read it, then confirm')], 'help_text': 'An import proposes clauses from the text. Publishing waits until a person has confirmed each.', 'label': 'State', 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Filled in by the import.', 'label': 'Found in the text at', 'required': False}), 2: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('email', 'E-mail'), ('phone', 'Phone'), ('address', 'Address'), ('authority', 'Authority')], 'help_text': '', 'label': 'Kind', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'E-mail, telephone or link. For a postal address write the three languages instead.', 'label': 'Address', 'max_length': 300, 'required': False}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'Мәтіні', 'required': False, 'rows': 2}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Текст', 'required': False, 'rows': 2}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'Wording', 'required': False, 'rows': 2}), 7: ('wagtail.blocks.StructBlock', [[('state', 0), ('found_at', 1), ('kind', 2), ('value', 3), ('wording_kk', 4), ('wording_ru', 5), ('wording_en', 6)]], {})}, help_text='Where buyers turn. Complaints must reach an e-mail address (law 274-IV art. 42-4).'),
        ),
    ]
