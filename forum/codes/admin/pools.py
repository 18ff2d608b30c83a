"""Staff pages of codes: pools, what is in them, and reading one."""

import csv
from collections.abc import Sequence
from io import StringIO

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.codes import actions, queries, wording
from forum.codes.actions import CodesRefused
from forum.codes.admin.blueprint import bp, done
from forum.codes.forms import FillForm, GenerateForm, PoolForm, VoidForm
from forum.codes.models import Code, CodeState, Pool
from forum.codes.reading import LineFault
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid

SHOWN_FAULTS = 50
NOTHING = queries.Counts()


@bp.get("")
def index() -> str:
    """All pools with how their codes stand."""
    return render_template(
        "codes/admin/index.html", pools=queries.pools(), counts=queries.counts(), nothing=NOTHING
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response:
    """Make a pool."""
    form = PoolForm.of(None)
    if form.validate_on_submit():
        made = done(form, lambda: _make(form))
        if made is not None:
            flash(_("The pool is there. Put codes into it."), "good")
            return redirect(url_for(".show", pool_id=made.id))
    return render_template("codes/admin/pool_form.html", form=form, pool=None)


@bp.route("/<int:pool_id>/edit", methods=["GET", "POST"])
def edit(pool_id: int) -> str | Response:
    """Change what is said of a pool."""
    pool = queries.pool_by_id(pool_id)
    form = PoolForm.of(pool)
    if form.validate_on_submit() and done(form, lambda: _arrange(pool, form)):
        flash(_("Saved."), "good")
        return redirect(url_for(".show", pool_id=pool.id))
    return render_template("codes/admin/pool_form.html", form=form, pool=pool)


@bp.get("/<int:pool_id>")
def show(pool_id: int) -> str:
    """One pool: how its codes stand, and the codes, masked."""
    return _pool_page(queries.pool_by_id(pool_id))


@bp.post("/<int:pool_id>/search")
def search(pool_id: int) -> str:
    """The same, with one code alone, or those of a member. Codes are secrets: what is looked for
    stands in no address, and so in no log and no history."""
    asked = request.form.get("q", "").strip()[:80]
    return _pool_page(queries.pool_by_id(pool_id), asked=asked)


search.reads_only = True  # type: ignore[attr-defined]


@bp.post("/<int:pool_id>/fill")
def fill(pool_id: int) -> str | Response:
    """Take codes in from a file, or pasted ones: all of them or none."""
    pool, form = queries.pool_by_id(pool_id), FillForm()
    faults: Sequence[LineFault] = ()
    if form.validate_on_submit():
        try:
            return _filled(pool, actions.fill(member(), pool, form.typed))
        except CodesRefused as refused:
            faults = refused.faults
            form.blame(refused)
        except Invalid as invalid:
            form.blame(invalid)
    return _pool_page(pool, fill_form=form, faults=faults)


@bp.post("/<int:pool_id>/generate")
def generate(pool_id: int) -> str | Response:
    """Make new codes."""
    pool, form = queries.pool_by_id(pool_id), GenerateForm()
    if form.validate_on_submit():
        number = done(form, lambda: actions.generate(member(), pool, form.number.data or 0))
        if number is not None:
            return _filled(pool, number)
    return _pool_page(pool, generate_form=form)


@bp.post("/<int:pool_id>/export")
def export(pool_id: int) -> Response:
    """All codes of a pool as a file for the shop; that somebody took it is written down."""
    pool, sheet = queries.pool_by_id(pool_id), StringIO(newline="")
    lines = csv.writer(sheet, lineterminator="\n")
    lines.writerow(["code"])
    found = actions.export(member(), pool)
    lines.writerows([code] for code, state in found if state != CodeState.VOID)
    answer = make_response(sheet.getvalue())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="codes-{pool.id}.csv"'
    return answer


@bp.get("/uses")
def uses() -> str:
    """Codes that somebody else used than their member, and those that were used twice."""
    return render_template(
        "codes/admin/uses.html",
        page=queries.odd_uses(decode(request.args.get("after"))),
        counts=queries.use_counts(),
    )


@bp.get("/codes/<int:code_id>")
def code(code_id: int) -> str:
    """One code, masked: who has it, and since when."""
    return _code_page(queries.code_by_id(code_id), _void_form(is_typed=False))


@bp.post("/codes/<int:code_id>/read")
def read(code_id: int) -> str:
    """The same in plain letters; that somebody read it is written down."""
    found = queries.code_by_id(code_id)
    plain = actions.read(member(), found)
    return _code_page(found, _void_form(is_typed=False), plain=plain)


@bp.post("/codes/<int:code_id>/void")
def void(code_id: int) -> str | Response:
    """Make a code worthless."""
    found, form = queries.code_by_id(code_id), _void_form(is_typed=True)
    if form.validate_on_submit() and done(form, lambda: _void(found, form.reason.data or "")):
        flash(_("This code is void. Take it out of the shop as well."), "info")
        return redirect(url_for(".code", code_id=code_id))
    return _code_page(queries.code_by_id(code_id), form)


def _make(form: PoolForm) -> Pool:
    return actions.make(member(), form.chosen_source, form.plan, prefix=form.prefix.data or "")


def _arrange(pool: Pool, form: PoolForm) -> Pool:
    actions.arrange(member(), pool, form.plan)
    return pool


def _void(found: Code, reason: str) -> Code:
    actions.void(member(), found, reason=reason)
    return found


def _filled(pool: Pool, number: int) -> Response:
    flash(
        ngettext("%(num)s code is in the pool.", "%(num)s codes are in the pool.", number), "good"
    )
    return redirect(url_for(".show", pool_id=pool.id))


def _pool_page(
    pool: Pool,
    *,
    fill_form: FillForm | None = None,
    generate_form: GenerateForm | None = None,
    faults: Sequence[LineFault] = (),
    asked: str = "",
) -> str:
    state = _state(request.args.get("state"))
    after = decode(request.args.get("after"))
    return render_template(
        "codes/admin/pool.html",
        pool=pool,
        counts=queries.counts([pool.id]).get(pool.id, NOTHING),
        page=queries.codes_in(pool, after, asked=asked, state=state),
        asked=asked,
        state=state,
        fill_form=fill_form or FillForm(formdata=None),
        generate_form=generate_form or GenerateForm(formdata=None),
        faults=faults[:SHOWN_FAULTS],
        fault_count=len(faults),
        said=wording,
    )


def _code_page(found: Code, form: VoidForm, *, plain: str = "") -> str:
    return render_template(
        "codes/admin/code.html", code=found, form=form, plain=plain, said=wording
    )


def _void_form(*, is_typed: bool) -> VoidForm:
    return VoidForm() if is_typed else VoidForm(formdata=None)


def _state(word: str | None) -> CodeState | None:
    return CodeState(word) if word in set(CodeState) else None
