"""Knows the SQL that reads the account; plain text for SQLite and PostgreSQL, run with SQLAlchemy and without.

No views: a migration could not change a table that a view stands on. Queries are told the present time (`:now`,
`:tomorrow`): what is over by then is read as given up, whether or not somebody has written that down already.
"""

from trunkload.orders.item_problem import USERNAME_TAKEN_CODE

ACCOUNT = "SELECT customer_id, customer, taken_at, currency, sample FROM account"
SITES = "SELECT name, street, house_number, postal_code, city, country FROM site ORDER BY position"
TRUNKS = "SELECT id, CAST(aliases AS TEXT) AS aliases, site FROM trunk ORDER BY position"
BLOCKS = "SELECT id, trunk, base, first, last, switchboard, site, source FROM number_block ORDER BY position, id"
RANGES = "SELECT block, kind, first, last, name FROM block_range"
CONTINGENTS = "SELECT name, booked, used FROM contingent ORDER BY position"
PRICES = "SELECT name, monthly, one_off FROM price ORDER BY position"

PLAN_IS_OVER = "(import.state = 'planned' AND coalesce(import.held_until, :now) < :now)"
"""Nobody approved the plan in time."""

HOLD_IS_OVER = f"""
number.state = 'held' AND number.import_id IS NOT NULL AND number.held_until < :now AND NOT EXISTS (
    SELECT 1 FROM order_item
    JOIN product_order ON product_order.reference = order_item.order_reference
    JOIN import ON import.id = product_order.import_id
    WHERE order_item.claim_number = number.e164 AND NOT {PLAN_IS_OVER}
)
"""
"""An import of ours holds the number past its end, and no living order asks for it."""

DAY_HAS_COME = "number.state IN ('resting', 'future') AND number.available_from < :tomorrow"

NUMBERS = f"""
SELECT
    e164 AS number, trunk, block, extension,
    CASE WHEN over = 1 THEN 'free' ELSE state END AS state,
    CASE WHEN over = 1 THEN holder ELSE coalesce(import_id, holder) END AS holder,
    CASE WHEN over = 0 THEN held_until END AS held_until,
    CASE WHEN over = 0 THEN available_from END AS available_from,
    since, source, note
FROM (
    SELECT number.*, CASE WHEN {HOLD_IS_OVER} OR {DAY_HAS_COME} THEN 1 ELSE 0 END AS over FROM number
) AS told
"""
"""The holder of a number that we hold is the import's id."""

LEDGER = """
SELECT
    e164 AS number, trunk, block, extension, state, holder, held_until, available_from, since, source, note, import_id
FROM number
"""
"""The same with the carrier's holder beside the import."""

ENTERED_RANGES = "SELECT block, kind, first, last, name FROM block_range WHERE source = 'entered'"

SENT_NUMBERS = """
SELECT claim_number AS number FROM order_item
WHERE claim_number IS NOT NULL AND state NOT IN ('draft', 'approved')
"""
"""What an order of ours has asked the carrier for."""

ABOUT_TO_CHANGE = """
SELECT order_item.of_workplace AS workplace, min(product_order.import_id) AS import_id
FROM order_item
JOIN product_order ON product_order.reference = order_item.order_reference
WHERE order_item.of_workplace IS NOT NULL AND order_item.claim_identity IS NOT NULL
    AND order_item.state IN ('draft', 'approved')
GROUP BY order_item.of_workplace
"""
"""What an import of ours is to change or end, and has not yet."""

KEPT_NUMBERS = """
SELECT
    kept_number.e164 AS number, kept_number.import_id, CAST(kept_number."row" AS TEXT) AS "row",
    kept_number.employee_key, kept_number.identity_key, kept_number.name_key
FROM kept_number
JOIN number ON number.e164 = kept_number.e164 AND number.import_id = kept_number.import_id
WHERE NOT number.held_until < :now
"""

NOT_LISTED = "NOT EXISTS (SELECT 1 FROM workplace WHERE workplace.number = order_item.number)"
"""The carrier lists no workplace on the item's number."""

NUMBER_IS_FREE = f"""
order_item.state = 'completed' AND EXISTS (
    SELECT 1 FROM number
    WHERE number.e164 = order_item.claim_number AND (number.state = 'free' OR ({DAY_HAS_COME}))
)
"""
"""The order was completed, and yet its number has become free, after a rest: the workplace never came, or is gone."""

LISTED_WORKPLACES = """
SELECT
    id AS workplace_id, username, given_name, family_name, email, trunk, number, internal_number, package,
    package_since, activated_on, mobile, street, house_number, postal_code, city, country
FROM workplace
"""
"""As the carrier told them."""

ACTIVE_WORKPLACES = f"""
SELECT
    workplace.id AS workplace_id,
    workplace.username, workplace.given_name, workplace.family_name, workplace.email,
    workplace.trunk, workplace.number, workplace.internal_number,
    workplace.package, workplace.package_since, workplace.activated_on,
    workplace.mobile, workplace.street, workplace.house_number, workplace.postal_code, workplace.city,
    workplace.country,
    CASE WHEN change.of_workplace IS NULL THEN 'active' ELSE 'changing' END AS state,
    coalesce(change.import_id, product_order.import_id) AS import_id,
    coalesce(change.employee_key, order_item.employee_key) AS employee_key,
    coalesce(change.identity_key, order_item.identity_key) AS identity_key,
    CASE WHEN change.of_workplace IS NOT NULL THEN change.row_digest
        WHEN order_item.package = workplace.package
            AND coalesce(order_item.given_name, workplace.given_name) = workplace.given_name
            AND coalesce(order_item.family_name, workplace.family_name) = workplace.family_name
            AND coalesce(order_item.email, workplace.email) = workplace.email
            THEN order_item.row_digest END AS row_digest,
    CASE WHEN change.action = 'modify' AND change.package <> change.package_before THEN change.package END
        AS planned_package
FROM workplace
LEFT JOIN order_item ON order_item.claim_number = workplace.number
LEFT JOIN product_order ON product_order.reference = order_item.order_reference
LEFT JOIN (
    SELECT order_item.*, product_order.import_id FROM order_item
    JOIN product_order ON product_order.reference = order_item.order_reference
    JOIN import ON import.id = product_order.import_id
    WHERE order_item.of_workplace IS NOT NULL AND order_item.claim_identity IS NOT NULL AND NOT {PLAN_IS_OVER}
) AS change ON change.of_workplace = workplace.id
"""
"""An active workplace that we ordered carries our keys too, one that an open order of ours changes carries those; what
was ordered is no longer what is there once name, address or package have changed. Of an item whose time of retention is
over only the package is left to compare."""

PLANNED_WORKPLACES = f"""
SELECT
    order_item.order_reference || '/' || CAST(order_item."row" AS TEXT) AS workplace_id,
    order_item.username, order_item.given_name, order_item.family_name, order_item.email,
    order_item.trunk, order_item.number, order_item.internal_number,
    order_item.package, CAST(NULL AS TEXT) AS package_since, CAST(NULL AS TEXT) AS activated_on,
    order_item.mobile, order_item.street, order_item.house_number, order_item.postal_code, order_item.city,
    order_item.country,
    'planned' AS state,
    product_order.import_id, order_item.employee_key, order_item.identity_key, order_item.row_digest,
    CAST(NULL AS TEXT) AS planned_package
FROM order_item
JOIN product_order ON product_order.reference = order_item.order_reference
JOIN import ON import.id = product_order.import_id
WHERE order_item.action = 'add' AND order_item.claim_number IS NOT NULL AND {NOT_LISTED} AND NOT {PLAN_IS_OVER}
    AND NOT ({NUMBER_IS_FREE})
"""
"""What our own orders are about to make and the carrier does not list yet."""

REFUSED_USERNAMES = f"""
SELECT DISTINCT order_item.username
FROM order_item
JOIN product_order ON product_order.reference = order_item.order_reference
WHERE order_item.carrier_code = '{USERNAME_TAKEN_CODE}' AND product_order.finished_at > :lately
    AND order_item.username IS NOT NULL
"""
"""What the carrier says that somebody has whom it does not show us."""

ENDED_WORKPLACES = """
SELECT
    order_item.order_reference || '/' || CAST(order_item."row" AS TEXT) AS item,
    order_item.username, order_item.given_name, order_item.family_name, order_item.email, order_item.number,
    product_order.import_id, order_item.employee_key, order_item.identity_key
FROM order_item
JOIN product_order ON product_order.reference = order_item.order_reference
WHERE order_item.action = 'delete' AND order_item.state = 'completed'
ORDER BY product_order.finished_at DESC, order_item.order_reference, order_item."row"
"""
"""What our own orders have ended, the latest first."""
