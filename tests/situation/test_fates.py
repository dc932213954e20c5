"""What became of plans, in a store."""

import pytest
from tests.situation.telling import day
from tests.situation.test_update_store import dispatch, filled

from dateline.situation.query import Asked, situation

MEETING = ("2017-03-09", "{A:Bland} will host a {T:meeting} with {R:Gland} on March 22.", "CONSULT",
           {"status": "future", "time": day("2017-03-22", "2017-03-22")})  # fmt: skip
ON_22 = {"time": day("2017-03-22", "2017-03-22")}
IN_MAY = {"time": day("2017-05-22", "2017-05-22")}
OFFENSIVE = ("2017-03-09", "{A:Bland} plans an {T:offensive} on {P:Aville}.", "ASSAULT", {"status": "future"})


@pytest.mark.parametrize(
    ("plan", "later", "status"),
    [
        (MEETING, None, "future"),
        (MEETING, ("2017-03-23", "{A:Bland} {T:met} {R:Gland}.", "CONSULT", ON_22), "actual"),
        # another day, another party, told before
        (MEETING, ("2017-05-23", "{A:Bland} {T:met} {R:Gland}.", "CONSULT", IN_MAY), "future"),
        (MEETING, ("2017-03-23", "{A:Oland} {T:met} {R:Gland}.", "CONSULT", ON_22), "future"),
        (MEETING, ("2017-03-08", "{A:Bland} {T:met} {R:Gland}.", "CONSULT", ON_22), "future"),
        (MEETING, ("2017-03-21", "{A:Bland} did not {T:meet} {R:Gland}.", "CONSULT",
                   {"status": "negated", "time": day("2017-03-22", "2017-03-22")}), "negated"),
        (OFFENSIVE, ("2017-04-01", "{A:Bland} {T:attacked} {P:Aville}.", "ASSAULT", {}), "actual"),
        (OFFENSIVE, ("2017-04-01", "{A:Bland} {T:attacked} {P:Bville}.", "ASSAULT", {}), "future"),
        (OFFENSIVE, ("2017-04-01", "{A:Bland} {T:attacked} {P:Aville}.", "ASSAULT", {"historical": True}), "future"),
        # told again as still ahead
        (OFFENSIVE, ("2017-04-01", "{A:Bland} still plans an {T:attack} on {P:Aville}.", "ASSAULT",
                     {"status": "future"}), "future"),
    ],
)  # fmt: skip
def test_what_became_of_a_plan(tmp_path, plan, later, status):
    order = [dispatch(k, *each) for k, each in enumerate((plan, later)) if each]
    with filled(tmp_path / "a.db", order) as store, store.reading() as connection:
        found = situation(connection, Asked.of(connection, at="2017-06-01", known="2017-06-01", predicates=["plan"]))
        assert {state.status for state in found} == {status}


def test_what_was_not_known_yet_settles_nothing(tmp_path):
    held = ("2017-03-23", "{A:Bland} {T:met} {R:Gland}.", "CONSULT", {"time": day("2017-03-22", "2017-03-22")})
    order = [dispatch(k, *each) for k, each in enumerate((MEETING, held))]
    with filled(tmp_path / "a.db", order) as store, store.reading() as connection:
        asked = {known: Asked.of(connection, at="2017-03-22", known=known, predicates=["plan"])
                 for known in ("2017-03-22", "2017-03-23")}  # fmt: skip
        assert [state.status for state in situation(connection, asked["2017-03-22"])] == ["future"]
        assert [state.status for state in situation(connection, asked["2017-03-23"])] == ["actual"]
