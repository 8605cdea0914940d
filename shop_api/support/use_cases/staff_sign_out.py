"""Staff close the desk."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.support import contracts, models
from shop_api.values.contract import Done


@use_case(permission=Permission.SUPPORT_STAFF_SELF, ground=Ground.AUTHENTICATION)
def staff_sign_out(*, actor: Actor, command: contracts.StaffSignOut) -> Done:
    """End the session this is sent with; its token opens nothing from now on."""
    session_id = actor.scope["staff_session_id"]
    models.StaffSession.objects.filter(id=session_id, staff_id=actor.id).delete()
    return Done(id=str(session_id))
