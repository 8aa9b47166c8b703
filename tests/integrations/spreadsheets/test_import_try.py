import time
from pathlib import Path
from datetime import date
from parta.integrations.spreadsheets.importing import import_folder
from parta.kernel.actor import Actor
from tests.journal.services.conftest import moment
ROOT = Path(__file__).resolve().parents[3]
def counts():
    from django.apps import apps
    out = {}
    for app in ("audit","school","people","curriculum","timetable","journal","regulation","integrations"):
        for m in apps.get_app_config(app).get_models():
            out[m._meta.label] = m._default_manager.count()
    return out
def run(name):
    actor = Actor(account_id=1, person_id=None, school_slug="alpha", roles=frozenset({"administrator"}))
    last=[time.time(),""]
    def tell(p):
        n=time.time()
        if n-last[0]>.25: print(f"   {last[1]} {n-last[0]:.2f}")
        last[0]=n; last[1]=p.stage
    t=time.time(); r=import_folder(ROOT/"demo"/name, actor=actor, now=moment("11-20"), progress=tell); t=time.time()-t
    print(name, "stored", r.stored, f"{t:.1f}s")
    for k,v in r.counts().items(): print("  ",k,v)
    import collections
    print(collections.Counter((p.severity.value,p.code) for p in r.problems))
    for p in r.errors: print(p)
    for k,row in r.conflicts[:10]: print(k,row)
    for k in r.kinds.values():
        for row in k.changed[:3]+k.gone[:3]: print("  CH/GONE",k.kind,row)
    return r
def test_school(alpha):
    run("school"); c=counts(); print({k:v for k,v in c.items() if v})
    run("school"); d=counts(); print({k:(c[k],d[k]) for k in c if c[k]!=d[k]})
def test_college(alpha):
    run("college"); c=counts(); print({k:v for k,v in c.items() if v})
    run("college"); d=counts(); print({k:(c[k],d[k]) for k in c if c[k]!=d[k]})
