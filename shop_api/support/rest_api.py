"""REST addresses of support."""

from django.urls import URLPattern

from shop_api.doors import rest
from shop_api.support.queries import consents, desk, looks, staff, threads
from shop_api.support.use_cases import (
    answer_thread,
    cancel_order_for_customer,
    deliver_order,
    resolve_thread,
    reveal_contact,
    reveal_evidence,
    revoke_consent,
    staff_sign_in,
    staff_sign_out,
    write_to_support,
)

urlpatterns: list[URLPattern] = [
    rest.route("orders/<str:number>/messages", post=rest.write(write_to_support.write_to_support, status=201)),
    rest.route("me/looks", get=rest.read(looks.my_looks)),
    rest.route("threads", get=rest.read(threads.own_threads)),
    rest.route("staff/sign-in", post=rest.write(staff_sign_in.staff_sign_in)),
    rest.route("staff/sign-out", post=rest.write(staff_sign_out.staff_sign_out)),
    rest.route("staff/me", get=rest.read(staff.staff_self)),
    # A search for people is a POST: personal data never stand in an address.
    rest.route("staff/orders/search", post=rest.read(desk.search_orders)),
    rest.route("staff/orders/<str:number>", get=rest.read(desk.staff_order)),
    rest.route("staff/orders/<str:number>/reveal", post=rest.write(reveal_contact.reveal_contact)),
    rest.route("staff/orders/<str:number>/deliver", post=rest.write(deliver_order.deliver_order)),
    rest.route(
        "staff/orders/<str:number>/cancel", post=rest.write(cancel_order_for_customer.cancel_order_for_customer)
    ),
    # An e-mail address may be what is looked for: see above.
    rest.route("staff/subjects/search", post=rest.read(consents.find_subject)),
    rest.route("staff/subjects/<uuid:subject_id>/consents", get=rest.read(consents.staff_consents)),
    rest.route("staff/subjects/<uuid:subject_id>/consents/<uuid:id>", get=rest.read(consents.staff_consent_record)),
    rest.route(
        "staff/subjects/<uuid:subject_id>/consents/<uuid:id>/reveal",
        post=rest.write(reveal_evidence.reveal_evidence),
    ),
    rest.route(
        "staff/subjects/<uuid:subject_id>/consents/<uuid:id>/revoke", post=rest.write(revoke_consent.revoke_consent)
    ),
    rest.route("staff/threads", get=rest.read(threads.staff_threads)),
    rest.route("staff/threads/<str:thread>/messages", post=rest.write(answer_thread.answer_thread, status=201)),
    rest.route("staff/threads/<str:thread>/resolve", post=rest.write(resolve_thread.resolve_thread)),
]
