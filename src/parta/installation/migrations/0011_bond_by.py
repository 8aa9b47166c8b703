from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('installation', '0010_portals'),
    ]

    operations = [
        migrations.AddField(
            model_name='portallink',
            name='by',
            field=models.CharField(choices=[('snils', 'snils'), ('owner', 'owner')], db_default='snils', help_text='why it is known to be theirs', max_length=10),
        ),
    ]
