"""Books whose lines follow one another without a gap and stay for ever; requests and letters."""

import django.contrib.postgres.fields
import django.db.models.deletion
import parta.public_service.enums
from django.db import migrations, models


FORWARD = """
ALTER TABLE public_service_registration
    ADD COLUMN before integer GENERATED ALWAYS AS (NULLIF(number - 1, 0)) STORED,
    ADD CONSTRAINT registered_after FOREIGN KEY (book, year, before)
        REFERENCES public_service_registration (book, year, number);
CREATE FUNCTION public_service_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a line of a book of registration is never changed and never taken out';
END $$;
CREATE TRIGGER registration_stays BEFORE UPDATE OR DELETE ON public_service_registration
    FOR EACH ROW EXECUTE FUNCTION public_service_stays();
"""
BACKWARD = """
DROP TRIGGER registration_stays ON public_service_registration;
DROP FUNCTION public_service_stays();
ALTER TABLE public_service_registration DROP COLUMN before;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0003_consent_signer'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_name', models.CharField(max_length=100)),
                ('first_name', models.CharField(max_length=100)),
                ('patronymic', models.CharField(blank=True, default='', max_length=100)),
                ('relation', models.CharField(choices=[('mother', 'mother'), ('father', 'father'), ('other', 'other')], max_length=10)),
                ('phone', models.CharField(blank=True, default='', max_length=20)),
                ('email', models.CharField(blank=True, default='', max_length=200)),
                ('address', models.CharField(blank=True, default='', max_length=500)),
                ('child_last_name', models.CharField(max_length=100)),
                ('child_first_name', models.CharField(max_length=100)),
                ('child_patronymic', models.CharField(blank=True, default='', max_length=100)),
                ('child_birth_date', models.DateField(blank=True, null=True)),
                ('child_class', models.CharField(blank=True, default='', max_length=40)),
                ('search_key', models.CharField(help_text='kernel.text.normal of both names', max_length=650)),
                ('papers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('identity', 'identity'), ('birth_certificate', 'birth_certificate'), ('guardian_document', 'guardian_document')], max_length=20), default=list, size=None)),
                ('document', models.CharField(blank=True, default='', help_text="of the parent's right, in words", max_length=300)),
                ('way', models.CharField(choices=[('in_person', 'in_person'), ('email', 'email'), ('homeroom', 'homeroom'), ('phone', 'phone')], default=parta.public_service.enums.Way['IN_PERSON'], max_length=10)),
                ('due_on', models.DateField(help_text='the last day of the term, by the act of the day of registration')),
                ('registered_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('granted', 'granted'), ('given', 'given'), ('refused', 'refused')], default=parta.public_service.enums.State['WAITING'], max_length=10)),
                ('ground', models.CharField(blank=True, choices=[('not_an_applicant', 'not_an_applicant'), ('not_a_pupil', 'not_a_pupil'), ('of_age', 'of_age'), ('bad_documents', 'bad_documents'), ('contradictory_data', 'contradictory_data'), ('own_refusal', 'own_refusal')], default='', max_length=20)),
                ('words', models.CharField(blank=True, default='', help_text='more of the ground', max_length=1000)),
                ('decided_at', models.DateTimeField(null=True)),
                ('given_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('guardian', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('pupil', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pupil')),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('book', models.CharField(choices=[('requests', 'requests'), ('letters', 'letters')], max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('day', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('book', 'year', 'number'), name='registered_once'), models.CheckConstraint(condition=models.Q(('year', models.F('day__year'))), name='registered_in_its_year'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='registered_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('refusal', 'refusal')], max_length=15)),
                ('recipient', models.CharField(max_length=310)),
                ('address', models.CharField(blank=True, default='', max_length=500)),
                ('email', models.CharField(blank=True, default='', max_length=200)),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('head', models.JSONField(help_text='{full_name, founder, address, phone, email}')),
                ('signer', models.CharField(max_length=200)),
                ('signer_post', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('request', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letter', to='public_service.accessrequest')),
                ('registration', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='letter', to='public_service.registration')),
            ],
        ),
        migrations.AddField(
            model_name='accessrequest',
            name='registration',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='request', to='public_service.registration'),
        ),
        migrations.AddIndex(
            model_name='accessrequest',
            index=models.Index(condition=models.Q(('state', parta.public_service.enums.State['WAITING']), ('state', parta.public_service.enums.State['GRANTED']), _connector='OR'), fields=['due_on'], name='access_request_open'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', parta.public_service.enums.State['WAITING'])), models.Q(models.Q(('state', parta.public_service.enums.State['WAITING']), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='access_request_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', parta.public_service.enums.State['REFUSED']), models.Q(('ground', ''), _negated=True)), models.Q(models.Q(('state', parta.public_service.enums.State['REFUSED']), _negated=True), ('ground', '')), _connector='OR'), name='access_request_refused_on_ground'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(('state', parta.public_service.enums.State['WAITING']), ('state', parta.public_service.enums.State['REFUSED']), models.Q(('guardian__isnull', False), ('pupil__isnull', False)), _connector='OR'), name='access_request_granted_to_somebody'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('given_at__isnull', False), ('given_by__isnull', False), ('state', parta.public_service.enums.State['GIVEN'])), models.Q(models.Q(('state', parta.public_service.enums.State['GIVEN']), _negated=True), ('given_at__isnull', True), ('given_by__isnull', True)), _connector='OR'), name='access_request_given_whole'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
