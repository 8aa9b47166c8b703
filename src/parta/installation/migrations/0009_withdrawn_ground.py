from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('installation', '0008_transfer_codes'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitationcode',
            name='withdrawn_ground',
            field=models.CharField(blank=True, db_default='', default='', help_text='why, if for good', max_length=20),
        ),
    ]
