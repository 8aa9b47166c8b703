-- What a batch of operations writes, a part a table. `head` has a row only while the journal's chain stands where it was
-- read (audit.services.APPEND): every part selects from it, so all of them write or none does.

-- works
INSERT INTO journal_work (id, lesson_id, kind_id, weight, title, criteria, purpose, position, deleted, version)
SELECT r.id, r.lesson, r.kind, r.weight, r.title, r.criteria, r.purpose,
       (SELECT COALESCE(max(w.position) + 1, 0) FROM journal_work w WHERE w.lesson_id = r.lesson) + r.place,
       r.deleted, r.version
FROM head, jsonb_to_recordset(%(works)s::jsonb) AS r(id uuid, lesson bigint, kind bigint, weight numeric, title text,
                                                     criteria smallint, purpose text, deleted boolean,
                                                     version integer, place smallint)
ON CONFLICT (id) DO UPDATE SET
    -- a column that another journal took meanwhile gets no lesson, which its table refuses
    lesson_id = CASE WHEN (SELECT l.course_id FROM timetable_lesson l WHERE l.id = journal_work.lesson_id)
                        = (SELECT l.course_id FROM timetable_lesson l WHERE l.id = excluded.lesson_id)
                     THEN excluded.lesson_id END,
    kind_id = excluded.kind_id, weight = excluded.weight, title = excluded.title, criteria = excluded.criteria,
    purpose = excluded.purpose, deleted = excluded.deleted, version = excluded.version,
    position = CASE journal_work.lesson_id WHEN excluded.lesson_id THEN journal_work.position ELSE excluded.position END

-- marks
INSERT INTO journal_mark (work_id, pupil_id, criterion, value, attempts, late, version)
SELECT r.work, r.pupil, r.criterion, r.value, ARRAY(SELECT jsonb_array_elements_text(r.attempts)), r.late, r.version
FROM head, jsonb_to_recordset(%(marks)s::jsonb) AS r(work uuid, pupil bigint, criterion smallint, value text,
                                                     attempts jsonb, late boolean, version integer)
ON CONFLICT (work_id, pupil_id, criterion) DO UPDATE SET value = excluded.value, attempts = excluded.attempts,
    late = excluded.late, version = excluded.version

-- absences
INSERT INTO journal_attendance (lesson_id, pupil_id, code, reason, version)
SELECT r.lesson, r.pupil, r.value, r.reason, r.version
FROM head, jsonb_to_recordset(%(absences)s::jsonb) AS r(lesson bigint, pupil bigint, value text, reason text,
                                                        version integer)
ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET code = excluded.code, reason = excluded.reason,
    version = excluded.version

-- notes
INSERT INTO journal_pupilnote (lesson_id, pupil_id, text, version)
SELECT r.lesson, r.pupil, r.value, r.version
FROM head, jsonb_to_recordset(%(notes)s::jsonb) AS r(lesson bigint, pupil bigint, value text, version integer)
ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET text = excluded.text, version = excluded.version

-- topics
INSERT INTO journal_lessonentry (lesson_id, topic, plan_line_id, version)
SELECT r.lesson, r.value, r.plan_line, r.version
FROM head, jsonb_to_recordset(%(topics)s::jsonb) AS r(lesson bigint, value text, plan_line bigint, version integer)
ON CONFLICT (lesson_id) DO UPDATE SET topic = excluded.topic, plan_line_id = excluded.plan_line_id,
    version = excluded.version

-- homework
INSERT INTO journal_homework (id, lesson_id, pupil_id, text, none_set, minutes, due_lesson_id, version)
SELECT r.id, r.lesson, r.pupil, r.value, r."none", r.minutes, r.due, r.version
FROM head, jsonb_to_recordset(%(homework)s::jsonb) AS r(id uuid, lesson bigint, pupil bigint, value text,
                                                        "none" boolean, minutes smallint, due bigint, version integer)
ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET text = excluded.text, none_set = excluded.none_set,
    minutes = excluded.minutes, due_lesson_id = excluded.due_lesson_id, version = excluded.version

-- results
INSERT INTO journal_termresult (course_id, pupil_id, kind, term_id, value, version)
SELECT %(course)s, r.pupil, r.result, r.term, r.value, r.version
FROM head, jsonb_to_recordset(%(results)s::jsonb) AS r(pupil bigint, result text, term bigint, value text,
                                                       version integer)
ON CONFLICT (course_id, pupil_id, kind, term_id) DO UPDATE SET value = excluded.value, version = excluded.version

-- rolled
INSERT INTO journal_rollcall (lesson_id, taken_by_id, taken_at)
SELECT unnest(%(rolled)s::bigint[]), %(person)s, %(at)s FROM head
ON CONFLICT (lesson_id) DO NOTHING

-- unrolled
DELETE FROM journal_rollcall USING head WHERE lesson_id = ANY(%(unrolled)s::bigint[])

-- entered
UPDATE journal_editcell SET entered_at = %(at)s FROM head WHERE id = ANY(%(entered)s::bigint[]) AND entered_at IS NULL

-- answers
INSERT INTO journal_operation (id, account_id, digest, answer, at)
SELECT r.id, %(account)s, r.digest, r.answer, %(at)s
FROM head, jsonb_to_recordset(%(answers)s::jsonb) AS r(id uuid, digest text, answer jsonb)
