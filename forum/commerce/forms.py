"""What staff type about products and stores."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from forum.commerce import money, policy, words
from forum.commerce.actions import ProductPlan, StorePlan
from forum.commerce.models import Platform, Product, ProductState, Store
from forum.kernel.policy import Invalid
from forum.web.forms import Form

PROBLEMS: Mapping[str, Any] = {
    "nobody": _("Nobody here has this name."),
    "no_words": _("Please fill this in."),
    "too_long": _("Keep it to %(most)s characters."),
    "no_price": _("Write the price as a number, such as 49.00."),
    "no_currency": _("Use the three letters of the currency, such as EUR."),
    "needs_currency": _("Say in which currency the price is."),
    "no_address": _("Use a whole address that begins with https://"),
    "no_key": _("Use small letters, digits and hyphens, 40 at most."),
    "taken": _("Another store has this one already."),
    "no_domain": _("Use the name alone, such as my-shop.myshopify.com."),
    "no_file": _("Choose a file first."),
    "no_orders": _("This is no file of orders. %(what)s"),
    "no_such_order": _(
        "No order has this number and this address, or it belongs to somebody here already. Look at"
        " the letter that the shop sent you."
    ),
    "no_secret": _("Copy it whole from the shop: it has %(least)s characters or more."),
}


class CommerceForm(Form):
    """A form whose action says what is amiss."""

    def blame(self, error: Invalid) -> None:
        """Put the words for what is amiss beside its field."""
        said = str(PROBLEMS.get(error.reason, _("Please look at this again.")))
        details = error.details
        if error.reason == "no_orders":
            details = {"what": words.file_problem(str(details["what"]))}
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [said % details]


class ProductForm(CommerceForm):
    title = StringField(_("Title"), [InputRequired(PROBLEMS["no_words"])])
    body = TextAreaField(_("What is special about it"))
    price = StringField(_("Price"))
    currency = StringField(_("Currency"))
    address = StringField(_("Its page in the shop"))
    store = SelectField(_("Store"), coerce=int)
    sku = StringField(_("SKU"))
    external_product_id = StringField(_("Number of the product in the shop"))
    external_variant_id = StringField(_("Number of the variant in the shop"))
    state = SelectField(
        _("State"),
        choices=[SelectChoice(key, said[0]) for key, said in words.PRODUCT_STATES.items()],
    )

    @classmethod
    def of(cls, product: Product | None, stores: Sequence[Store]) -> "ProductForm":
        """The form with the product as it is, or empty."""
        form = cls(data=_values(product)) if product else cls(state=ProductState.ACTIVE.value)
        form.store.choices = [
            SelectChoice(0, _("None: only the address above")),
            *(SelectChoice(store.id, store.name) for store in stores),
        ]
        return form

    def plan(self) -> ProductPlan:
        """What was typed."""
        return ProductPlan(
            title=self.title.data or "",
            body=self.body.data or "",
            price=self.price.data or "",
            currency=self.currency.data or "",
            sku=self.sku.data or "",
            external_product_id=self.external_product_id.data or "",
            external_variant_id=self.external_variant_id.data or "",
            store_id=self.store.data or None,
            address=self.address.data or "",
            state=ProductState(self.state.data),
        )


class StoreForm(CommerceForm):
    name = StringField(_("Name"), [InputRequired(PROBLEMS["no_words"])])
    key = StringField(_("Short name"), [InputRequired(PROBLEMS["no_words"])])
    platform = SelectField(
        _("Software of the shop"),
        choices=[SelectChoice(*one) for one in words.PLATFORMS.items()],
    )
    address = StringField(_("Where people buy"))
    shop_domain = StringField(_("Name of the shop at Shopify"))
    is_test = BooleanField(_("Only for trying: its orders count nowhere"))

    @classmethod
    def of(cls, store: Store | None) -> "StoreForm":
        """The form with the store as it is; its key cannot be changed."""
        form = cls(obj=store)
        if store is not None:
            del form.key
        return form

    def plan(self) -> StorePlan:
        """What was typed."""
        return StorePlan(
            name=self.name.data or "",
            platform=Platform(self.platform.data),
            address=self.address.data or "",
            shop_domain=self.shop_domain.data or "",
            is_test=bool(self.is_test.data),
        )


class ImportForm(CommerceForm):
    store = SelectField(_("Store"), coerce=int)
    file = FileField(_("File"), render_kw={"accept": ".csv,text/csv"})

    @classmethod
    def among(cls, stores: Sequence[Store]) -> "ImportForm":
        """The form with the stores there are."""
        form = cls()
        form.store.choices = [SelectChoice(store.id, store.name) for store in stores]
        return form


class ClaimForm(CommerceForm):
    number = StringField(
        _("Number of the order"),
        [InputRequired(PROBLEMS["no_words"])],
        render_kw={"autocomplete": "off", "maxlength": policy.LONGEST_NUMBER},
    )
    address = StringField(
        _("Mail address it was made with"),
        [InputRequired(PROBLEMS["no_words"])],
        render_kw={"type": "email", "autocomplete": "email", "maxlength": 254},
    )


class CustomerForm(CommerceForm):
    name = StringField(_("Name of a member"), [InputRequired(PROBLEMS["no_words"])])
    note = StringField(
        _("How you know"),
        [InputRequired(PROBLEMS["no_words"])],
        render_kw={"maxlength": policy.LONGEST_NOTE},
    )


class SecretForm(CommerceForm):
    secret = PasswordField(
        _("Secret"),
        [InputRequired(PROBLEMS["no_words"])],
        render_kw={"autocomplete": "off", "maxlength": policy.LONGEST_SECRET},
    )


def _values(product: Product) -> dict[str, Any]:
    price = ""
    if product.price_minor is not None:
        price = str(money.major(product.price_minor, product.currency))
    names = ("title", "currency", "address", "sku", "external_product_id", "external_variant_id")
    return {name: getattr(product, name) for name in names} | {
        "body": product.body_md,
        "price": price,
        "store": product.store_id or 0,
        "state": product.state,
    }
