"""Where in the fraud she may be: what time and calls make of the warning."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.call import Call
from scenarios.fraud.fraud_model import FraudModel
from scenarios.fraud.numbers_file import shipped_numbers

NUMBERS = shipped_numbers()
MODEL = FraudModel(NUMBERS)
ONE_PHASE = FraudModel(NUMBERS.with_value("shape", 1))


def belief(stage, *, script="refund", model=MODEL, now_s=0.0, **known):
    return model.belief(script, stage, warned_s=0.0, now_s=now_s, **known)


def busy(*moments_s):
    return [Call(at_s=at_s, outcome="busy") for at_s in moments_s]


def test_a_stage_just_entered_is_in_its_first_phase():
    part = belief("card_details", stage_since_s=0.0).parts[0]
    # Two phases a stage: contact 0 1, refund claim 2 3, card details 4 5.
    assert part.going[4] == 1.0
    assert part.share == 1.0


def test_time_in_a_stage_moves_to_its_later_phase():
    # Mean 480 s in two phases of 240: after 240 s one jump on average, so first and
    # second phase are as likely (1 : 1); after 480 s 1 : 2.
    part = belief("card_details", stage_since_s=-240.0).parts[0]
    assert part.going[4:6] == pytest.approx([0.5, 0.5])
    part = belief("card_details", stage_since_s=-480.0).parts[0]
    assert part.going[4:6] == pytest.approx([1 / 3, 2 / 3])


def test_three_phases_of_a_stage_by_hand():
    # Mean 240 s in three phases of 80: after 160 s two jumps on average, so
    # 1 : 2 : 2^2/2, of 5.
    model = FraudModel(NUMBERS.with_value("shape", 3))
    part = belief("verification_code", stage_since_s=-160.0, model=model).parts[0]
    assert part.going[9:12] == pytest.approx([0.2, 0.4, 0.4])


def test_a_stage_of_unknown_age_is_in_any_phase():
    assert belief("card_details").parts[0].going[4:6] == pytest.approx([0.5, 0.5])


def test_a_stage_goes_over_into_the_next_with_time():
    # One phase of 240 s: exp(-1) of it is left after 240 s.
    found = belief("verification_code", now_s=240.0, model=ONE_PHASE)
    assert found.stages()["verification_code"] == pytest.approx(np.exp(-1))
    assert found.stages()["transfers"] == pytest.approx(1 - np.exp(-1))
    assert found.no_loss == pytest.approx(np.exp(-1))


def test_a_stage_entered_after_the_warning_begins_then():
    found = belief(
        "verification_code", now_s=300.0, stage_since_s=60.0, model=ONE_PHASE
    )
    assert found.no_loss == pytest.approx(np.exp(-1))


def test_an_unknown_stage_is_that_of_a_random_moment():
    # 5, 6, 8 and 4 minutes: 5/23, 6/23, 8/23, 4/23.
    found = belief(None).stages()
    expected = [5 / 23, 6 / 23, 8 / 23, 4 / 23, 0.0]
    assert [*found.values()] == pytest.approx(expected)
    assert belief("no such stage").stages() == found


def test_an_unknown_script_is_any_that_has_the_stage():
    found = belief("verification_code", script=None)
    assert {part.script: part.share for part in found.parts} == {
        "refund": 0.5,
        "fake_police": 0.5,
    }
    anything = belief(None, script="no such script")
    assert [part.share for part in anything.parts] == pytest.approx([0.2] * 5)


def test_hazard_by_hand():
    # One phase of 240 s: 60 / 240 = 0.25 first transfers a minute; where money
    # leaves already, one in two minutes.
    last = belief("verification_code", model=ONE_PHASE)
    assert last.hazard_per_min == pytest.approx(0.25)
    assert belief("transfers").hazard_per_min == pytest.approx(0.5)
    assert belief("contact").hazard_per_min == 0.0


def test_share_lost_by_hand():
    # A card is gone when transfers begin; one of two after that.
    assert belief("transfers").share_lost(2) == pytest.approx(0.5)
    # 120 s later 1 - 1/e of the second: 0.5 + 0.316.
    assert belief("transfers", now_s=120.0).share_lost(2) == pytest.approx(
        0.8161, abs=1e-4
    )
    assert belief("contact").share_lost(23) == 0.0


def test_a_busy_line_by_bayes():
    # After 240 s in one phase of 240 s: e^-1 = 0.3679 still there, the rest in
    # transfers. Both are busy with 0.85 as shipped; with 0.4 for the stage
    # 0.3679 * 0.4 : 0.6321 * 0.85, so 0.2150 is left of it.
    key = "scripts.refund.stages.verification_code.busy"
    model = FraudModel(NUMBERS.with_value("shape", 1).with_value(key, 0.4))
    found = belief("verification_code", now_s=240.0, calls=busy(240.0), model=model)
    assert found.stages()["verification_code"] == pytest.approx(0.2150, abs=1e-4)


def test_busy_lines_raise_the_hazard():
    heard = [
        belief("contact", now_s=600.0, calls=busy(*moments)).hazard_per_min
        for moments in ((), (200.0,), (200.0, 400.0), (200.0, 400.0, 600.0))
    ]
    assert heard == sorted(heard)
    assert heard[-1] > heard[0] * 1.01


def test_a_busy_line_says_that_she_has_relapsed():
    persuaded = Call(at_s=0.0, outcome="persuaded")
    quiet = belief("card_details", now_s=300.0, calls=[persuaded])
    heard = belief("card_details", now_s=300.0, calls=[persuaded, *busy(300.0)])
    # She relapses with 1 - exp(-300 / 900) = 0.2835; busy is 0.05 of who has stopped.
    assert quiet.paused == pytest.approx(0.7165, abs=1e-4)
    assert heard.paused < 0.15
    assert heard.hazard_per_min > quiet.hazard_per_min


def heard_after_a_pause(outcome, **numbers):
    """Chance of a pause 300 s after one, and then that outcome."""
    changed = NUMBERS
    for key, value in numbers.items():
        changed = changed.with_value(f"phone.{key}", value)
    calls = [Call(at_s=0.0, outcome="persuaded"), Call(at_s=300.0, outcome=outcome)]
    model = FraudModel(changed)
    return belief("verification_code", now_s=300.0, calls=calls, model=model).paused


def test_outcomes_by_bayes_by_hand():
    # Stopped: e^(-1/3) = 0.7165, line busy with 0.05; goes on: 0.2835, busy with 0.85.
    # Busy: 0.7165 * 0.05 : 0.2835 * 0.85 = 0.03583 : 0.24097, so 0.1294.
    assert heard_after_a_pause("busy") == pytest.approx(0.1294, abs=1e-4)
    # No answer: 0.7165 * 0.95 : 0.2835 * 0.15 = 0.68068 : 0.04252, so 0.9412.
    assert heard_after_a_pause("no_answer") == pytest.approx(0.9412, abs=1e-4)
    # How often a free line is answered is the same for both.
    silent = heard_after_a_pause("no_answer", answer=0.1)
    assert silent == pytest.approx(0.9412, abs=1e-4)
    assert heard_after_a_pause("answered") == 0.0
    assert heard_after_a_pause("relapsed") == 0.0
    assert heard_after_a_pause("persuaded") == pytest.approx(1.0)


def test_scripts_are_told_apart_by_their_lines():
    # Refund and fake police are as likely; their lines are free with 0.6 and 0.2, so
    # who was reached at all is three times as likely in the former.
    key = "scripts.refund.stages.verification_code.busy"
    other = "scripts.fake_police.stages.verification_code.busy"
    model = FraudModel(NUMBERS.with_value(key, 0.4).with_value(other, 0.8))
    calls = [Call(at_s=0.0, outcome="persuaded")]
    found = belief("verification_code", script=None, calls=calls, model=model)
    assert {part.script: part.share for part in found.parts} == pytest.approx(
        {"refund": 0.75, "fake_police": 0.25}
    )


def test_who_is_persuaded_stands_still_until_a_relapse():
    calls = [Call(at_s=0.0, outcome="persuaded")]
    found = belief("verification_code", calls=calls)
    assert (found.paused, found.hazard_per_min) == (1.0, 0.0)
    calls.append(Call(at_s=30.0, outcome="relapsed"))
    found = belief("verification_code", now_s=30.0, calls=calls)
    assert found.paused == 0.0
    assert found.hazard_per_min > 0.0


def test_who_answers_and_is_not_persuaded_goes_on():
    calls = [
        Call(at_s=0.0, outcome="persuaded"),
        Call(at_s=0.0, outcome="answered"),
    ]
    assert belief("contact", calls=calls).paused == 0.0


def test_nobody_answering_says_that_the_line_is_free():
    # Busy 0.85 against 0.05: she is likelier to have stopped.
    calls = [Call(at_s=0.0, outcome="persuaded"), Call(at_s=600.0, outcome="no_answer")]
    quiet = belief("verification_code", now_s=600.0, calls=calls[:1])
    heard = belief("verification_code", now_s=600.0, calls=calls)
    assert heard.paused > quiet.paused


def test_calls_after_now_are_not_known_yet():
    calls = [Call(at_s=500.0, outcome="persuaded")]
    assert belief("contact", now_s=400.0, calls=calls).paused == 0.0


def test_calls_before_the_stage_say_nothing_more():
    calls = [Call(at_s=100.0, outcome="persuaded")]
    found = belief("card_details", stage_since_s=200.0, now_s=300.0, calls=calls)
    assert found.paused == 0.0


def test_evidence_held_for_impossible_changes_only_whether_she_goes_on():
    numbers = NUMBERS.with_value("transfers.busy", 0.0)
    model = FraudModel(numbers.with_value("phone.busy_paused", 0.0))
    found = belief("transfers", calls=busy(0.0), model=model)
    assert found.stages()["transfers"] == 1.0


OUTCOMES = st.sampled_from(["busy", "no_answer", "answered", "persuaded", "relapsed"])
CALLS = st.lists(
    st.builds(
        lambda at, what: Call(at_s=at, outcome=what), st.floats(0, 3600), OUTCOMES
    ),
    max_size=6,
)


@given(
    st.sampled_from([None, *NUMBERS.scripts]),
    st.sampled_from([None, "contact", "verification_code", "transfers"]),
    st.none() | st.floats(-7200.0, 3600.0),
    st.floats(0.0, 7200.0),
    CALLS,
)
@settings(max_examples=60, deadline=None)
def test_probabilities_stay_probabilities(script, stage, since_s, now_s, calls):
    found = belief(
        stage, script=script, stage_since_s=since_s, now_s=now_s, calls=calls
    )
    assert sum(part.share for part in found.parts) == pytest.approx(1.0, abs=1e-9)
    assert sum(found.stages().values()) == pytest.approx(1.0, abs=1e-9)
    assert all((part.here >= 0.0).all() for part in found.parts)
    assert 0.0 <= found.share_lost(5) <= 1.0 + 1e-9


def test_the_clock_may_run_for_days():
    found = belief("contact", now_s=3 * 86_400.0)
    assert found.share_lost(23) == pytest.approx(1.0)
