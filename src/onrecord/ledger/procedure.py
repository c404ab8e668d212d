"""Making transfers on PostgreSQL: one statement, which takes turns, looks, counts and inserts within the database.

Between two statements of a client others wait for the accounts that it has taken, and on a busy machine each costs
several milliseconds; docs/decisions/0036 has the figures. What it inserts goes through the same triggers as every row.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import nullcontext

from django.db import Error, connection, transaction

from onrecord.ledger.asked import Asked
from onrecord.ledger.refusals import refused
from onrecord.ledger.rows import instant, many
from onrecord.ledger.values import Transferred
from onrecord.limits.ledger import BALANCE_TWEI, LANES

__all__ = ["PROCEDURE", "carry_out"]

REFUSED = "LR001"
"""The SQLSTATE by which the procedure refuses: the message is the refusal's code, the detail what it tells."""
LANE_LOCKS = 1_818_324_581
"""The first half of the advisory lock of each lane ("lane" in ASCII)."""

PROCEDURE = f"""
CREATE OR REPLACE FUNCTION ledger_post(orders jsonb)
RETURNS TABLE (kind text, at timestamptz, hash text, again boolean) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    asked jsonb;
    other text;
    first_lane integer := pg_backend_pid() % {LANES};
    lane integer;
    found_before record;
    head record;
    step record;
    accounts text[]; shards integer[]; seqs bigint[]; amounts bigint[]; balances bigint[];
    body text;
    latest timestamptz;
BEGIN
    SELECT leg->>0 INTO other FROM jsonb_array_elements(orders) one, jsonb_array_elements(one->'legs') leg
    WHERE NOT EXISTS (SELECT 1 FROM ledger_ledgeraccount WHERE id = leg->>0) ORDER BY 1 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING ERRCODE = '{REFUSED}', MESSAGE = 'unknown', DETAIL = jsonb_build_array(other);
    END IF;
    -- Turns: for the ids and the accounts in one order, so that no two writers wait in a ring; then for any lane.
    PERFORM pg_advisory_xact_lock(turn.key) FROM (
        SELECT DISTINCT hashtextextended(name, 0) AS key FROM (
            SELECT 'transfer ' || (one->>'id') AS name FROM jsonb_array_elements(orders) one
            UNION ALL
            SELECT 'account ' || a.id FROM jsonb_array_elements(orders) one, jsonb_array_elements(one->'legs') leg
            JOIN ledger_ledgeraccount a ON a.id = leg->>0 WHERE a.shards = 1
        ) names ORDER BY key
    ) turn;
    FOR further IN 0..{LANES - 1} LOOP
        IF pg_try_advisory_xact_lock({LANE_LOCKS}, (first_lane + further) % {LANES}) THEN
            lane := (first_lane + further) % {LANES};
            EXIT;
        END IF;
    END LOOP;
    IF lane IS NULL THEN
        lane := first_lane;
        PERFORM pg_advisory_xact_lock({LANE_LOCKS}, lane);
    END IF;

    FOR asked IN SELECT value FROM jsonb_array_elements(orders) LOOP
        SELECT t.kind, t.at, t.hash, t.digest INTO found_before FROM ledger_transfer t WHERE t.id = asked->>'id';
        IF FOUND THEN
            IF found_before.digest <> asked->>'digest' THEN
                RAISE EXCEPTION USING ERRCODE = '{REFUSED}', MESSAGE = 'other body',
                    DETAIL = jsonb_build_array(asked->>'id');
            END IF;
            kind := found_before.kind; at := found_before.at; hash := found_before.hash; again := TRUE;
            RETURN NEXT;
            CONTINUE;
        END IF;
        IF asked->>'resolves' IS NOT NULL THEN
            SELECT t.id INTO other FROM ledger_transfer t WHERE t.resolves_id = asked->>'resolves';
            IF FOUND THEN
                RAISE EXCEPTION USING ERRCODE = '{REFUSED}', MESSAGE = 'resolved',
                    DETAIL = jsonb_build_array(asked->>'resolves', other);
            END IF;
        END IF;
        SELECT t.number, t.hash, t.at INTO head FROM ledger_transfer t
        WHERE t.chain = lane ORDER BY t.number DESC LIMIT 1;
        accounts := '{{}}'; shards := '{{}}'; seqs := '{{}}'; amounts := '{{}}'; balances := '{{}}';
        latest := head.at;
        body := '';
        FOR step IN
            SELECT a.id, a.bounded, place.shard, COALESCE(last.seq, 0) + 1 AS seq, leg.amount,
                COALESCE(last.balance, 0) AS standing, last.at
            FROM (
                SELECT value->>0 AS account, (value->>1)::bigint AS amount, ordinality
                FROM jsonb_array_elements(asked->'legs') WITH ORDINALITY
            ) leg
            JOIN ledger_ledgeraccount a ON a.id = leg.account
            CROSS JOIN LATERAL (SELECT CASE WHEN a.shards > 1 THEN lane ELSE 0 END AS shard) place
            LEFT JOIN LATERAL (
                SELECT p.seq, p.balance, p.at FROM ledger_posting p
                WHERE p.account_id = a.id AND p.shard = place.shard ORDER BY p.seq DESC LIMIT 1
            ) last ON TRUE
            ORDER BY leg.ordinality
        LOOP
            IF step.bounded AND step.standing + step.amount < 0 THEN
                RAISE EXCEPTION USING ERRCODE = '{REFUSED}', MESSAGE = 'funds',
                    DETAIL = jsonb_build_array(step.id, step.standing, -step.amount);
            END IF;
            IF abs(step.standing + step.amount) > {BALANCE_TWEI} THEN
                RAISE EXCEPTION USING ERRCODE = '{REFUSED}', MESSAGE = 'bad', DETAIL = jsonb_build_array(step.id);
            END IF;
            accounts := accounts || step.id::text; shards := shards || step.shard; seqs := seqs || step.seq;
            amounts := amounts || step.amount; balances := balances || step.standing + step.amount;
            body := body || concat_ws(E'\\n', '', step.id, step.shard, step.seq, step.amount,
                step.standing + step.amount);
            latest := GREATEST(latest, step.at);
        END LOOP;
        kind := asked->>'kind';
        at := GREATEST(clock_timestamp(), latest + interval '1 microsecond');
        hash := encode(sha256(convert_to(concat_ws(E'\\n', COALESCE(head.hash, ''), asked->>'digest', lane,
            COALESCE(head.number, 0) + 1,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')) || body, 'UTF8')), 'hex');
        again := FALSE;
        INSERT INTO ledger_posting (transfer_id, ordinal, account_id, shard, seq, amount, balance, at)
        SELECT asked->>'id', leg.ordinality - 1, leg.account, leg.shard, leg.seq, leg.amount, leg.balance, at
        FROM unnest(accounts, shards, seqs, amounts, balances)
            WITH ORDINALITY AS leg (account, shard, seq, amount, balance, ordinality);
        INSERT INTO ledger_transfer (id, kind, chain, number, at, reason, cause, tariff, resolves_id, digest,
            previous, hash)
        VALUES (asked->>'id', kind, lane, COALESCE(head.number, 0) + 1, at, asked->>'reason', asked->>'cause',
            asked->>'tariff', asked->>'resolves', asked->>'digest', COALESCE(head.hash, ''), hash);
        RETURN NEXT;
    END LOOP;
END $$
"""


def carry_out(asked: Sequence[Asked]) -> tuple[Transferred, ...]:
    """Make the transfers, all or none: in a transaction of their own, or to a savepoint of the caller's."""
    told = json.dumps([each.told() for each in asked])
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        try:
            made = many("SELECT kind, at, hash, again FROM ledger_post(%s::jsonb)", [told])
        except Error as error:
            cause = error.__cause__
            if getattr(cause, "sqlstate", None) != REFUSED:
                raise
            diagnostics = cause.diag  # type: ignore[union-attr]
            raise refused(diagnostics.message_primary, *json.loads(diagnostics.message_detail)) from error
    return tuple(
        Transferred(each.order.id, kind, instant(at), found, again)
        for each, (kind, at, found, again) in zip(asked, made, strict=True)
    )
