"""Reviews: what buyers say in public about a product.

A review is *submitted* by an account with a delivered order of the product and waits, *pending*. A moderator
*publishes* or *rejects* it, and may *hide* it later. An *edit* goes back to pending. Its author *withdraws* it: the
words go at once. The *author's name* (`Aigerim S.`) is public only while they agree to its publication; without it
the author is anonymous. Writing needs `reviews:own:write`, moderating `reviews:any:publish`; everybody may read.
"""
