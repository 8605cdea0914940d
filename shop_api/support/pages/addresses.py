"""Every page of the desk, on one screen."""

from django.urls import URLPattern, path

from shop_api.support.pages import assets, consents, entering, orders, reviews, stock, threads

urlpatterns: list[URLPattern] = [
    path("", orders.search),
    path("sign-in", entering.sign_in),
    path("sign-out", entering.sign_out),
    path("language/<str:locale>", entering.language),
    path("orders/<str:number>", orders.order),
    path("orders/<str:number>/reveal", orders.reveal),
    path("orders/<str:number>/deliver", orders.deliver),
    path("orders/<str:number>/cancel", orders.cancel),
    path("orders/<str:number>/threads/<str:thread>/answer", orders.answer),
    path("orders/<str:number>/threads/<str:thread>/resolve", orders.resolve),
    path("threads", threads.queue),
    path("orders/<str:number>/consents", consents.of_order),
    path("threads/<str:number>/consents", consents.of_thread),
    path("consents", consents.search),
    path("consents/<uuid:subject_id>", consents.person),
    path("consents/<uuid:subject_id>/<uuid:record_id>", consents.record),
    path("consents/<uuid:subject_id>/<uuid:record_id>/reveal", consents.reveal),
    path("consents/<uuid:subject_id>/<uuid:record_id>/revoke", consents.revoke),
    path("reviews", reviews.queue),
    path("reviews/<uuid:review_id>/<str:decision>", reviews.decide),
    path("stock", stock.levels),
    path("static/<str:version>/<str:name>", assets.asset),
]
