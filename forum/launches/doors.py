"""Who may see the pictures of a launch and of its product: the doors that uploads ask."""

from collections.abc import Callable, Mapping, Sequence

from forum.accounts.models import Viewer
from forum.commerce import policy as commerce
from forum.commerce import queries as goods
from forum.kernel import clock
from forum.kernel.policy import NotFound
from forum.launches import policy, queries
from forum.launches.actions.picturing import FIRST, REST
from forum.launches.models import Launch
from forum.launches.policy import Face

PRODUCT = "product"


def opens_first(viewer: Viewer, launch_id: int) -> bool:
    """Whether the viewer may see the first picture: whoever may know that something comes."""
    return _best_face(viewer, list(queries.launches_by_ids([launch_id]).values())) > Face.HIDDEN


def opens_rest(viewer: Viewer, launch_id: int) -> bool:
    """Whether the viewer may see the others: whoever sees everything of the launch."""
    return _best_face(viewer, list(queries.launches_by_ids([launch_id]).values())) == Face.FULL


def opens_product(viewer: Viewer, product_id: int) -> bool:
    """Whether the viewer may see what a product shows. One that is launched is seen with a launch
    of it, and not before."""
    try:
        product = goods.product_by_id(product_id)
    except NotFound:
        return False
    if viewer.is_admin or not commerce.can_see(viewer, product):
        return viewer.is_admin
    launches = queries.launches_of_product(product_id)
    return not launches or _best_face(viewer, launches) == Face.FULL


def _best_face(viewer: Viewer, launches: Sequence[Launch]) -> Face:
    now, sights = clock.now(), queries.sights(viewer, launches)
    faces = (policy.face_of(viewer, one, now, sight=sights[one.id]) for one in launches)
    return max(faces, default=Face.HIDDEN)


ALL: Mapping[str, Callable[[Viewer, int], bool]] = {
    FIRST: opens_first,
    REST: opens_rest,
    PRODUCT: opens_product,
}
