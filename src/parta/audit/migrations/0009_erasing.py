"""What an event said may be destroyed, by an act alone: the event stays with its hash, and names who destroyed it."""

from django.db import migrations, models

FORWARD = """
CREATE OR REPLACE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.erased_by IS NULL AND NEW.erased_by IS NOT NULL
       AND NEW.before IS NULL AND NEW.after IS NULL
       AND (NEW.id, NEW.chain, NEW.seq, NEW.act, NEW.account_id, NEW.person_id, NEW.acting_for, NEW.subject, NEW.at,
            NEW.request_id, NEW.device, NEW.prev_hash, NEW.hash)
           IS NOT DISTINCT FROM
           (OLD.id, OLD.chain, OLD.seq, OLD.act, OLD.account_id, OLD.person_id, OLD.acting_for, OLD.subject, OLD.at,
            OLD.request_id, OLD.device, OLD.prev_hash, OLD.hash)
       AND EXISTS (SELECT FROM audit_event e WHERE e.chain = 'destruction' AND e.seq = NEW.erased_by
                   AND e.act = 'destruction.destroyed' AND e.after->'erased'->OLD.chain ? OLD.seq::text)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit events are append-only';
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are append-only';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0008_things")]
    operations = [
        migrations.AddField(
            model_name="event",
            name="erased_by",
            field=models.BigIntegerField(
                help_text="number in the chain `destruction` of who destroyed what it said", null=True
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
