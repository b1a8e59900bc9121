"""Tables of action plans as boards lay them out: titles, headings in Welsh, recommendations in rows of their own."""

import pytest

from reviews.admin.editions.action_table import ActionTable
from tests.support import admin_client, html
from tests.support import factories as make

HEADED = "Recommendation\tAction\tLead\n"
LISTEN = {"recommendation": "Listen", "action": "Train", "lead_agency": "Police"}
SHARE = {"recommendation": "Share", "action": "Agree", "lead_agency": "All"}


def rows(text: str) -> list[dict[str, str]]:
    return ActionTable({"actions_table": text}).rows


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADED}Listen\tTrain\tPolice\n{HEADED}Share\tAgree\tAll\n",
        f"Action plan: Child Q\t\t\n\t\t\n{HEADED}Listen\tTrain\tPolice\nShare\tAgree\tAll\n",
        f"\tResponsibility\t\n{HEADED}Listen\tTrain\tPolice\nShare\tAgree\tAll\n",
        f"{HEADED}Listen\t\t\n\tTrain\tPolice\nShare\t\t\n\tAgree\tAll\n",
        "No\tAction\tLead\nListen\t\t\n1.1\tTrain\tPolice\nShare\t\t\n2.1\tAgree\tAll\n",
    ],
)
def test_what_stands_around_the_rows_is_no_action(text):
    assert rows(text) == [LISTEN, SHARE]


def test_a_recommendation_that_says_so_stands_above_its_actions():
    text = "Action\tLead\nRecommendation 1: Listen\t\nTrain\tPolice\nAudit\tHealth\n"
    assert [row["recommendation"] for row in rows(text)] == ["Recommendation 1: Listen"] * 2
    assert rows("Action\tLead\nTrain\t\nAudit\tHealth\n")[0]["action"] == "Train"


def test_a_row_that_sounds_like_headings_is_none_below_full_rows():
    text = "Listen\tTrain staff\tPolice\nShare\tTake action\tThe lead nurse\n"
    assert [row["action"] for row in rows(text)] == ["Train staff", "Take action"]


def test_welsh_and_the_home_office_s_form_are_read():
    [row] = rows(
        "Argymhelliad\tCam gweithredu\tAsiantaeth arweiniol\tErbyn pryd\tStatws\tCynnydd\n"
        "Gwrando\tHyfforddi\tHeddlu\t30 Medi 2027\tWedi’i gwblhau\tArchwiliad\n"
    )
    assert (row["lead_agency"], row["due"], row["status"]) == ("Heddlu", "30 Medi 2027", "complete")
    [row] = rows(
        "Recommendation\tScope of recommendation i.e. local or regional\tAction to take\tLead Agency\t"
        "Key milestones achieved in enacting recommendation\tTarget Date\tDate of completion and Outcome\n"
        "Listen\tlocal\tTrain\tPolice\tHalf are trained\t1/3/2026\tMarch 2026: done\n"
    )
    assert row["due"] == "1/3/2026"
    assert row["evidence"] == "Half are trained\nMarch 2026: done"


@pytest.mark.django_db
def test_the_check_names_what_it_leaves_out_above_the_headings():
    client, draft = admin_client.editor(), make.open_bare_review()
    text = f"Plan of the board\t\t\n{HEADED}Listen\tTrain\tPolice\n"
    fields = admin_client.opened(client, draft) | {"actions_table": text}
    answer = client.post(admin_client.address(draft), fields | {"_row": "actions check"})
    words = html.text(admin_client.content(answer))
    assert "Left out, because it stands above the headings: “Plan of the board”." in words
