"""The site's copy of the NHS.UK library, and its components as template tags."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template

from cocomm import look

LIBRARY_CSS = (
    "@font-face{font-family:Frutiger W01;src:url(https://assets.example/f.woff2)}"
    "body{font-family:Frutiger W01,arial,sans-serif;background:url(/assets/images/x.svg)}"
    "/*# sourceMappingURL=x.css.map */"
)


def render(text: str, **context) -> str:
    return re.sub(r"\s+", " ", Template(text).render(Context(context)))


def test_the_style_sheet_asks_no_other_host_and_falls_back_to_arial():
    assert look.without_other_hosts(LIBRARY_CSS) == "body{font-family:arial,sans-serif;background:url(images/x.svg)}"


def test_a_style_sheet_that_still_asks_another_host_stops_the_build():
    with pytest.raises(ValueError, match=r"other\.example"):
        look.without_other_hosts("a{background:url(https://other.example/x.png)}")


def test_the_copy_holds_no_nhs_logo():
    names = {path.name for path in (look.COPY / "images").iterdir()}
    assert "nhsuk-icon-arrow-up.svg" in names
    assert not [one for one in names if re.search(r"mask|favicon|opengraph|\d", one)]
    css = (look.COPY / "nhsuk-frontend.min.css").read_text()
    assert "https://" not in css
    assert "Frutiger" not in css
    pictures = set(re.findall(r"url\(images/([^)]+)\)", css))
    assert pictures <= names


class Form(forms.Form):
    motion = forms.CharField(label="Motion", help_text="One sentence", widget=forms.Textarea, max_length=50)
    on = forms.DateField(label="Day", widget=forms.SelectDateWidget)
    vote = forms.ChoiceField(label="Vote", choices=[("for", "For"), ("against", "Against")], widget=forms.RadioSelect)
    noted = forms.BooleanField(label="Noted", help_text="Tick it")
    ccg = forms.ChoiceField(label="CCG", choices=[("08R", "Merton")])
    paper = forms.FileField(label="Paper")


def test_a_field_has_label_and_hint_tied_to_its_input():
    page = render('{% field form.motion label_size="m" rows=3 %}', form=Form())
    assert '<label class="nhsuk-label nhsuk-label--m" for="id_motion">Motion</label>' in page
    assert '<div class="nhsuk-hint" id="id_motion_helptext">One sentence</div>' in page
    assert 'class="nhsuk-textarea"' in page
    assert 'aria-describedby="id_motion_helptext"' in page
    assert 'rows="3"' in page


def test_an_error_says_what_to_do_and_is_tied_to_its_input():
    page = render("{% field form.motion %}", form=Form({}))
    assert "nhsuk-form-group--error" in page
    assert 'id="id_motion_error"><span class="nhsuk-u-visually-hidden">Error: </span>Enter motion</div>' in page
    assert 'aria-describedby="id_motion_helptext id_motion_error"' in page
    assert 'aria-invalid="true"' in page


def test_the_summary_links_each_error_to_the_input_that_it_is_about():
    page = render("{% error_summary form %}", form=Form({}))
    for target in ("id_motion", "id_on_day", "id_vote_0", "id_noted", "id_ccg", "id_paper"):
        assert f'<a href="#{target}">' in page
        assert f'id="{target}"' in render("{{ form }}", form=Form({}))
    for text in ("Enter motion", "Enter day", "Choose vote", "Tick noted", "Choose CCG", "Choose paper"):
        assert text in page


def test_there_is_no_summary_before_anything_was_sent_or_where_all_is_well():
    class Easy(forms.Form):
        motion = forms.CharField()

    assert render("{% error_summary form %}", form=Form()).strip() == ""
    assert render("{% error_summary form %}", form=Easy({"motion": "x"})).strip() == ""
    assert render("{% error_summary missing %}").strip() == ""


def test_errors_of_the_whole_form_are_in_the_summary_too():
    form = Form({})
    form.add_error(None, "The meeting is closed.")
    assert "The meeting is closed." in render("{% error_summary form %}", form=form)


def test_radios_are_a_group_with_a_legend():
    page = render("{% field form.vote %}", form=Form({"vote": "against"}))
    assert '<fieldset class="nhsuk-fieldset" id="id_vote">' in page
    assert "Vote </legend>" in page
    assert 'id="id_vote_1" name="vote" type="radio" value="against" checked>' in page
    assert '<label class="nhsuk-label nhsuk-radios__label" for="id_vote_1">Against</label>' in page


def test_a_date_is_three_inputs_that_keep_what_was_typed_right_or_wrong():
    wrong = Form({"on_day": "31", "on_month": "April", "on_year": "2016"})
    page = render("{% field form.on %}", form=wrong)
    assert 'name="on_month" type="text" inputmode="numeric" value="April"' in page
    assert "nhsuk-error-message" in page
    right = Form({"on_day": "14", "on_month": "4", "on_year": "2016"})
    right.is_valid()
    assert str(right.cleaned_data["on"]) == "2016-04-14"


def test_one_checkbox_has_its_label_beside_it():
    page = render("{% field form.noted %}", form=Form())
    assert 'class="nhsuk-checkboxes__input"' in page
    assert '<label class="nhsuk-label nhsuk-checkboxes__label" for="id_noted">Noted</label>' in page


@pytest.mark.parametrize(
    "text",
    [
        "{% details word %}{{ word }}{% enddetails %}",
        "{% expander word %}{{ word }}{% endexpander %}",
        "{% inset %}{{ word }}{% endinset %}",
        "{% warning word %}{{ word }}{% endwarning %}",
        "{% card word href=word %}{{ word }}{% endcard %}",
        "{% summary_list %}{% row word href=word %}{{ word }}{% endrow %}{% endsummary_list %}",
        "{% table word %}<tr><td>{{ word }}</td></tr>{% endtable %}",
        "{% breadcrumbs %}{% crumb word word %}{% endbreadcrumbs %}",
        "{% button word name=word value=word data_x=word %}{% button word href=word %}",
        "{% tag word %}",
    ],
)
def test_every_component_escapes_what_it_is_given(text):
    page = render(text, word="<script>\"'")
    assert "<script>" not in page
    assert "&lt;script&gt;&quot;&#x27;" in page


def test_the_look_is_built_from_the_library_named_in_the_lock_file():
    assert (Path(look.LIBRARY) / "nhsuk-frontend.min.css").exists()
