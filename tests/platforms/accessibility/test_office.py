"""LibreOffice, which is read where it is drawn by GTK 3."""

from __future__ import annotations

from tests.platforms.accessibility.desktop import AccessibleSession, Following


def test_its_question_about_changes_is_read(session: AccessibleSession) -> None:
    session.spawn(
        "soffice", "--norestore", "--nologo", "--nofirststartwizard", "--writer",
        env={"SAL_USE_VCLPLUGIN": "gtk3"},
    )  # fmt: skip
    window = session.wait_window("LibreOffice Writer", 60)
    with Following(session) as following:
        session.activate(window)
        following.until(lambda: "Writer" in following.last.title, 20)
        following.rest(2)  # it takes keys only when it has finished starting, and tells nobody
        session.type("secret plans")
        session.key("ctrl+w")
        seen = following.until_said("Save changes to document", 20)
        assert "Your changes will be lost" in seen.dialog_text
        following.until_at("button", "Save")
        told = [detail.control + detail.dialog_text for detail in following.got]
        assert not any("secret plans" in text for text in told)
