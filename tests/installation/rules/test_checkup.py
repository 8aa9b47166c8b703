"""Each check of `parta doctor` from the good side and from the bad one; and every answer has its words."""

from datetime import UTC, datetime, timedelta

import pytest

from parta.installation.rules import checkup as c
from parta.installation.rules.checkup import GIB, MIB, Level
from parta.wording.checkup import SENTENCES, finding_text

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
GOOD, WARNING, BAD = Level.GOOD, Level.WARNING, Level.BAD


def ago(**spans: float) -> datetime:
    return NOW - timedelta(**spans)


def backup(made, checked, there=True, beside=False):
    return c.check_backup(made_at=made, checked_at=checked, there=there, beside=beside, file="/v/x.tar", now=NOW)


def names(*hosts, address="0.0.0.0", https=True, proxies=0, certificate=True):  # noqa: S104 - a case, not a server
    return c.check_names(address=address, hosts=hosts, https=https, proxies=proxies, certificate=certificate)


def certificate(ends, fits=True, named=True):
    return c.check_certificate(named=named, ends_at=ends, fits=fits, now=NOW)


def clock(skew=0, kept=True, latest=None):
    return c.check_clock(here=NOW, database=ago(seconds=skew), kept=kept, latest=latest)


def disk(free, total=500 * GIB):
    return c.check_disk(free=free, total=total, folder="/v")


CASES = [
    (c.check_database(version=180004), GOOD, "database_good"),
    (c.check_database(version=150010), GOOD, "database_good"),
    (c.check_database(version=140012), BAD, "database_old"),
    (c.check_database(version=None, reason="нет"), BAD, "database_silent"),
    (c.check_tables(behind=[], newer=[], schemas=3), GOOD, "tables_good"),
    (c.check_tables(behind=["public"], newer=[], schemas=3), BAD, "tables_behind"),
    (c.check_tables(behind=["public"], newer=["school_a"], schemas=3), BAD, "tables_newer"),
    (c.check_locks(slots=6400, tables=5000), GOOD, "locks_good"),
    (c.check_locks(slots=6400, tables=5200), WARNING, "locks_few"),
    (disk(60 * GIB), GOOD, "disk_good"),
    (disk(49 * GIB), WARNING, "disk_little"),
    (disk(4 * GIB, total=20 * GIB), WARNING, "disk_little"),
    (disk(GIB - 1, total=4 * GIB), BAD, "disk_full"),
    (disk(14 * GIB), BAD, "disk_full"),
    (c.check_memory(available=1024 * MIB, total=4096 * MIB), GOOD, "memory_good"),
    (c.check_memory(available=200 * MIB, total=2048 * MIB), WARNING, "memory_little"),
    (c.check_memory(available=100 * MIB, total=2048 * MIB), BAD, "memory_none"),
    (clock(), GOOD, "clock_good"),
    (clock(kept=None), GOOD, "clock_good"),
    (clock(skew=6), BAD, "clock_skewed"),
    (clock(skew=-6), BAD, "clock_skewed"),
    (clock(kept=False), WARNING, "clock_alone"),
    (clock(latest=ago(hours=-1)), BAD, "clock_back"),
    (c.check_zones(unknown={}), GOOD, "zones_good"),
    (c.check_zones(unknown={"school_a": "Mars/Base"}), BAD, "zones_unknown"),
    (backup(ago(hours=29), ago(hours=29)), GOOD, "backup_good"),
    (backup(ago(hours=5), None), WARNING, "backup_untried"),
    (backup(ago(hours=5), ago(days=9)), WARNING, "backup_untried"),
    (backup(ago(hours=31), ago(hours=31)), WARNING, "backup_late"),
    (backup(ago(days=4), ago(days=4)), BAD, "backup_old"),
    (backup(ago(hours=5), ago(hours=5), there=False), BAD, "backup_gone"),
    (backup(None, None, there=False), BAD, "backup_none"),
    (certificate(None, named=False), GOOD, "certificate_elsewhere_good"),
    (certificate(ago(days=-22)), GOOD, "certificate_good"),
    (certificate(ago(days=-20)), WARNING, "certificate_ends_soon"),
    (certificate(ago(days=-22), fits=False), BAD, "certificate_foreign_key"),
    (certificate(NOW), BAD, "certificate_ended"),
    (certificate(None), BAD, "certificate_unreadable"),
    (c.check_secrets(modes={"key": 0o600, "pg": 0o700}), GOOD, "secrets_good"),
    (c.check_secrets(modes={"key": 0o640}), BAD, "secrets_open"),
    (c.check_secrets(modes={"key": 0o604}), BAD, "secrets_open"),
    (c.check_mail(named=False, problem=""), GOOD, "mail_elsewhere_good"),
    (c.check_mail(named=True, problem=""), GOOD, "mail_good"),
    (c.check_mail(named=True, problem="Connection refused"), BAD, "mail_silent"),
    (c.check_static(fresh=True), GOOD, "static_good"),
    (c.check_static(fresh=False), WARNING, "static_stale"),
    (c.check_workers(wanted=2, alive=2), GOOD, "workers_good"),
    (c.check_workers(wanted=2, alive=1), BAD, "workers_few"),
    (c.check_workers(wanted=None, alive=0), WARNING, "workers_none"),
    (c.check_waiting(seconds=30), GOOD, "waiting_good"),
    (c.check_waiting(seconds=700), WARNING, "waiting_long"),
    (c.check_waiting(seconds=3700), BAD, "waiting_stuck"),
    (backup(ago(hours=2), ago(hours=2), beside=True), WARNING, "backup_beside"),
    (names("journal.school1.ru"), GOOD, "names_good"),
    (names("journal.school.example"), BAD, "names_sample"),
    (names("journal.school1.ru", https=False), WARNING, "names_plain"),
    (names("127.0.0.1", "localhost"), WARNING, "names_here"),
    (names("journal.school1.ru", address="127.0.0.1", certificate=False), WARNING, "names_no_proxies"),
    (names("journal.school1.ru", address="127.0.0.1", certificate=False, proxies=1), GOOD, "names_good"),
    (c.check_schools(without_administrator=[], count=2), GOOD, "schools_good"),
    (c.check_schools(without_administrator=["school-1"], count=2), WARNING, "schools_alone"),
    (c.check_jobs(failed={}, waiting={}), GOOD, "jobs_good"),
    (c.check_jobs(failed={"school-1": 2}, waiting={}), WARNING, "jobs_failed"),
    (c.check_jobs(failed={"school-1": 2}, waiting={"school-1": 1}), BAD, "jobs_waiting"),
    (c.check_portals(silent={}, count=0), GOOD, "portals_none_good"),
    (c.check_portals(silent={}, count=1), GOOD, "portals_good"),
    (c.check_portals(silent={"область": "ConnectionError"}, count=1), BAD, "portals_silent"),
    (c.check_leftovers(names=[]), GOOD, "leftovers_good"),
    (c.check_leftovers(names=["parta_before_1"]), WARNING, "leftovers_there"),
]


@pytest.mark.parametrize(("finding", "level", "code"), CASES, ids=[f"{n}-{case[2]}" for n, case in enumerate(CASES)])
def test_what_a_check_says(finding, level, code):
    assert (finding.level, finding.code) == (level, code)
    text = finding_text(finding)
    assert text
    assert "{" not in text


def test_every_sentence_is_said_by_some_check():
    assert {code for _, _, code in CASES} == set(SENTENCES)
