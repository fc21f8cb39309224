from __future__ import annotations

from content.cards.model import CardKind
from tests.content.bundles.imports.conftest import GIF, Bring

GUIDE = "# Restart the *database*\n\n1. Stop it\n2. Start it\n"


def test_the_first_heading_is_the_title_and_the_steps_are_steps(bring: Bring) -> None:
    card = bring({"ops/restart.md": GUIDE}).card("ops/restart")

    assert card.title == "Restart the database"
    assert card.kind is CardKind.GUIDE
    assert [step.text for step in card.steps] == ["Stop it", "Start it"]
    assert card.keywords == ("ops",)


def test_a_page_without_a_heading_is_called_like_its_file(bring: Bring) -> None:
    assert bring({"call_the-bank.md": "Ring them up."}).bundle.cards[0].title == "call the bank"


def test_a_heading_further_down_stays_in_the_text(bring: Bring) -> None:
    card = bring({"a.md": "Read this first.\n\n# Paying\n\nPay."}).card("a")

    assert card.title == "Paying"
    assert "Read this first" in card.parts[0].text
    assert "Paying" in card.parts[0].text


def test_fields_that_mean_the_same_are_kept_and_others_are_reported(bring: Bring) -> None:
    page = (
        "---\ntitle: 'Pay: *now*'\ntags: [money, '#bank']\naliases: transfer, wire\nlang: de_AT\nowner: Ann\n"
        "when: {app: excel}\nminutes: soon\nlayout: post\n---\nText.\n"
    )
    brought = bring({"pay.md": page})
    card = brought.card("pay")

    assert (card.title, card.owner, card.language) == ("Pay: *now*", "Ann", "de-AT")
    assert card.keywords == ("money", "bank", "transfer", "wire")
    assert card.when is not None
    assert {("pay.md", 8, "import-field"), ("pay.md", 9, "import-field")} <= brought.lost()


def test_a_rule_that_cannot_be_used_here_is_reported(bring: Bring) -> None:
    brought = bring({"pay.md": "---\ntitle: Pay\nwhen: some-context\n---\nText.\n"})

    assert brought.card("pay").when is None
    assert ("pay.md", 3, "import-field") in brought.lost()


def test_fields_that_cannot_be_read_cost_only_the_fields(bring: Bring) -> None:
    brought = bring(
        {
            "bomb.md": "---\na: &a [x]\nb: *a\n---\n# Bomb\n\nText.\n",
            "toml.md": '+++\ntitle = "x"\n+++\nText.\n',
            "rule.md": "---\n\nA line across the page is no front matter.\n",
        }
    )

    assert {card.id for card in brought.bundle.cards} == {"desk/bomb", "desk/rule", "desk/toml"}
    assert {("bomb.md", 2, "import-field"), ("toml.md", 1, "import-field")} <= brought.lost()


def test_links_between_pages_lead_to_cards(bring: Bring) -> None:
    brought = bring(
        {
            "index.md": "See [a b](sub/a%20b.md), [ref], [wiki](sub/a%20b) and [[A B|the note]].\n\n"
            "[ref]: /sub/a%20b.md\n",
            "sub/a b.md": "Back to [the index](../index.md#top) or [here](#x).\n",
        }
    )

    assert brought.text("cards/index.md").count("(sub/a-b.md)") == 3
    assert "[ref]: sub/a-b.md" in brought.text("cards/index.md")
    assert "[the index](../index.md) or here" in brought.text("cards/sub/a-b.md")
    assert ("a b.md", 1, "import-link") in brought.lost()
    assert not [problem for problem in brought.bundle.problems if problem.name == "broken-link"]


def test_links_that_cards_may_not_have_become_words(bring: Bring) -> None:
    brought = bring(
        {
            "a.md": "[x](javascript:alert(1)) [y](file:///etc/passwd) <ftp://example.org/> "
            "[z](../../secret.md)\n"
            "`[code](javascript:1)` [q]\n\n[q]: data:text/html,x\n"
        }
    )

    body = brought.text("cards/a.md")
    assert "x y ftp://example.org/ z" in body
    assert "`[code](javascript:1)`" in body
    assert "data:" not in body
    assert len([loss for loss in brought.losses if loss.name == "import-link"]) == 5


def test_pictures_come_along_and_remote_ones_become_links(bring: Bring) -> None:
    page = (
        "![the screen](img/My%20Screen.GIF) ![[my screen.gif|300]] ![gone](gone.png)\n\n"
        "![far](https://example.org/a.png) [![badge](https://example.org/b.svg)](https://example.org/)\n"
        "![by name][logo]\n\n[logo]: https://example.org/logo.png\n"
    )
    brought = bring({"docs/a.md": page, "docs/img/My Screen.GIF": GIF, "docs/unused.gif": GIF})

    body = brought.text("cards/docs/a.md")
    assert body.count("(../../media/My-Screen.gif)") == 2
    assert (brought.folder / "media" / "My-Screen.gif").read_bytes() == GIF
    assert "[far](https://example.org/a.png) [badge](https://example.org/)" in body
    assert " gone\n" in body
    assert ("unused.gif", 0, "import-file") in brought.lost()
    assert {("a.md", 1, "import-picture"), ("a.md", 3, "import-picture")} <= brought.lost()


def test_html_and_ticks_are_reported(bring: Bring) -> None:
    page = "<!-- internal -->\n# Pay\n\n- [x] Checked\n- [ ] Signed <kbd>F1</kbd>\n"
    brought = bring({"pay.md": page})

    assert "internal" not in brought.text("cards/pay.md")
    assert [item.text for item in brought.card("pay").items] == ["Checked", "Signed <kbd>F1</kbd>"]
    assert {("pay.md", 1, "import-html"), ("pay.md", 4, "import-tick"), ("pay.md", 5, "import-html")} <= (
        brought.lost()
    )


def test_a_list_that_nobody_finishes_becomes_several_cards(bring: Bring) -> None:
    steps = "".join(f"{number}. Step {number}\n" for number in range(1, 21))
    brought = bring({"long.md": f"# Long\n\n{steps}"})

    cards = brought.bundle.cards
    assert [card.title for card in cards] == ["Long (1 of 3)", "Long (2 of 3)", "Long (3 of 3)"]
    assert [step.text for card in cards for step in card.steps] == [f"Step {n}" for n in range(1, 21)]
    assert ("long.md", 0, "import-length") in brought.lost()


def test_a_list_of_thousands_is_no_card(bring: Bring) -> None:
    brought = bring({"data.md": "1. x\n" * 400, "a.md": "Text."})

    assert [card.id for card in brought.bundle.cards] == ["desk/a"]
    assert ("data.md", 0, "import-file") in brought.lost()


def test_names_that_not_every_system_can_store_are_changed(bring: Bring) -> None:
    brought = bring(
        {"con.md": "One.", "What? Now.md": "Two.", "what-now.md": "Three.", "nul/aux.md": "Four."}
    )

    assert {card.file for card in brought.bundle.cards} == {
        "cards/con-card.md",
        "cards/What-Now.md",
        "cards/what-now-2.md",
        "cards/nul-folder/aux-card.md",
    }
