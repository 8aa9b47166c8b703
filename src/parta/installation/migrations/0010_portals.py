import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('installation', '0009_withdrawn_ground'),
    ]

    operations = [
        migrations.CreateModel(
            name='Portal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('esia', 'esia'), ('regional_portal', 'regional_portal'), ('regional_sign_in', 'regional_sign_in')], max_length=20)),
                ('title', models.CharField(help_text='what its button says', max_length=60)),
                ('issuer', models.CharField(max_length=300)),
                ('client_id', models.CharField(max_length=200)),
                ('client_secret', models.CharField(max_length=500)),
                ('scope', models.CharField(max_length=200)),
                ('snils_claim', models.CharField(blank=True, default='', help_text='empty: nobody is known by SNILS', max_length=60)),
                ('proof_claim', models.CharField(blank=True, default='', help_text='SNILS counts only where it is true', max_length=60)),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), help_text='whom it lets in', size=None)),
                ('is_on', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issuer', 'client_id'), name='portal_once')],
            },
        ),
        migrations.CreateModel(
            name='PortalLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(help_text='`sub`: who it is to the portal, for ever', max_length=255)),
                ('bound_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='portal_links', to=settings.AUTH_USER_MODEL)),
                ('portal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='installation.portal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('portal', 'subject'), name='portal_link_subject_once'), models.UniqueConstraint(fields=('portal', 'account'), name='portal_link_account_once')],
            },
        ),
    ]
