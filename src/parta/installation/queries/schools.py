"""Which schools can be asked already."""

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Concat

from parta.installation.models import School


def schools_with(table: str) -> QuerySet[School]:
    """Give the schools that have a table: one that is being made stands in the list before its tables do."""
    name = Concat(Func(F("schema_name"), function="quote_ident"), Value(f".{table}"), output_field=TextField())
    drawn = Func(name, function="to_regclass", output_field=TextField())
    found: QuerySet[School] = School.objects.alias(drawn=drawn).filter(drawn__isnull=False).order_by("pk")
    return found
