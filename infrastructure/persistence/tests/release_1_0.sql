-- A database as version 1.0 left it: its schema, and rows that its own code wrote.
-- `{sequence}` stands for the type of a self-counting key, which each database spells in its own way.

CREATE TABLE services (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE accounts (
    id TEXT PRIMARY KEY NOT NULL,
    service TEXT NOT NULL REFERENCES services (id),
    mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
    provider TEXT NOT NULL,
    cards TEXT NOT NULL,
    takes_prepaid BOOLEAN NOT NULL,
    asks_billing_address BOOLEAN NOT NULL,
    email_collection TEXT NOT NULL CHECK (email_collection IN ('mandatory', 'optional', 'off')),
    allows_zero BOOLEAN NOT NULL,
    disabled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    description TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_keys_of_account ON api_keys (account);

CREATE TABLE payments (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    provider TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount BETWEEN 0 AND 10000000),
    reference TEXT NOT NULL,
    reference_lower TEXT NOT NULL,
    description TEXT NOT NULL,
    return_url TEXT NOT NULL,
    delayed_capture BOOLEAN NOT NULL,
    email TEXT,
    metadata TEXT,
    prefilled TEXT,
    card_first_six TEXT,
    card_last_four TEXT,
    card_expiry TEXT,
    card_holder TEXT,
    card_brand TEXT,
    card_type TEXT,
    card_address TEXT,
    status TEXT NOT NULL CHECK (status IN (
        'created', 'started', 'submitted', 'capturable', 'success', 'declined', 'expired',
        'cancelled_by_paying_user', 'cancelled_by_service', 'error')),
    state TEXT NOT NULL CHECK (state IN (
        'created', 'reported', 'started', 'authorisation_queued', 'authorising',
        'challenge_required', 'challenge_submitted', 'authorised', 'capturable',
        'capture_requested', 'capturing', 'capture_submitted', 'captured', 'capture_failed',
        'cancelling', 'cancel_submitted', 'cancelled', 'declined', 'authorisation_failed')),
    operation TEXT,
    order_code TEXT,
    psp_reference TEXT,
    captures_failed BIGINT CHECK (captures_failed >= 0),
    captured_on TEXT,
    cancelled_by TEXT,
    decline_reason TEXT,
    clean_up TEXT,
    capture_submitted_at BIGINT,
    finished_at BIGINT,
    has_personal_data BOOLEAN NOT NULL,
    refunds BIGINT NOT NULL CHECK (refunds >= 0),
    events BIGINT NOT NULL CHECK (events > 0),
    version BIGINT NOT NULL CHECK (version > 0),
    CHECK (state NOT IN ('authorised', 'capturable', 'capture_requested', 'capturing',
            'capture_submitted', 'captured', 'capture_failed', 'cancelling', 'cancel_submitted')
        OR (order_code IS NOT NULL AND psp_reference IS NOT NULL))
);
CREATE INDEX payments_newest ON payments (account, created_at, id);
CREATE INDEX payments_by_reference ON payments (account, reference_lower, created_at, id);
CREATE INDEX payments_by_status ON payments (account, status, created_at, id);
CREATE INDEX payments_to_redact ON payments (finished_at, id) WHERE has_personal_data;

CREATE TABLE refunds (
    id TEXT PRIMARY KEY NOT NULL,
    payment TEXT NOT NULL REFERENCES payments (id),
    position BIGINT NOT NULL CHECK (position > 0),
    amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 10000000),
    created_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'submitted', 'succeeded', 'failed')),
    psp_reference TEXT,
    UNIQUE (payment, position),
    CHECK (state NOT IN ('submitted', 'succeeded') OR psp_reference IS NOT NULL)
);

CREATE TABLE tokens (
    value TEXT PRIMARY KEY NOT NULL,
    payment TEXT NOT NULL REFERENCES payments (id),
    issued_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX tokens_of_payment ON tokens (payment, issued_at);
CREATE INDEX tokens_by_age ON tokens (issued_at);

CREATE TABLE operations (
    id TEXT PRIMARY KEY NOT NULL,
    payment TEXT NOT NULL REFERENCES payments (id),
    kind TEXT NOT NULL CHECK (kind IN ('authorise', 'capture', 'cancel', 'refund')),
    refund TEXT,
    order_code TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    ended_at BIGINT,
    outcome TEXT,
    CHECK ((kind = 'refund') = (refund IS NOT NULL)),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX operations_of_payment ON operations (payment);

CREATE TABLE events (
    sequence {sequence},
    payment TEXT NOT NULL REFERENCES payments (id),
    position BIGINT NOT NULL CHECK (position > 0),
    at BIGINT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('created', 'stepped', 'refunded', 'redacted')),
    detail TEXT,
    dispatched_at BIGINT,
    UNIQUE (payment, position)
);
CREATE INDEX events_undispatched ON events (sequence) WHERE dispatched_at IS NULL;

CREATE TABLE work (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    payment TEXT NOT NULL,
    refund TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    leased_until BIGINT,
    UNIQUE (kind, payment, refund)
);
CREATE INDEX work_due ON work (due_at, id);

CREATE TABLE sandbox_authorisations (
    order_code TEXT PRIMARY KEY NOT NULL,
    psp_reference TEXT NOT NULL,
    payment TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount BETWEEN 0 AND 10000000),
    verdict TEXT NOT NULL CHECK (verdict IN ('authorised', 'declined', 'failed')),
    at BIGINT NOT NULL
);
CREATE TABLE sandbox_movements (
    sequence {sequence},
    order_code TEXT NOT NULL REFERENCES sandbox_authorisations (order_code),
    kind TEXT NOT NULL CHECK (kind IN ('captured', 'cancelled', 'refunded')),
    subject TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount BETWEEN 0 AND 10000000),
    at BIGINT NOT NULL,
    UNIQUE (order_code, kind, subject)
);
CREATE UNIQUE INDEX sandbox_one_ending ON sandbox_movements (order_code)
    WHERE kind IN ('captured', 'cancelled');
CREATE TABLE sandbox_clock (
    id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    offset_millis BIGINT NOT NULL CHECK (offset_millis >= 0)
);

CREATE TABLE seaql_migrations (version VARCHAR NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL);

INSERT INTO services (id, name, created_at)
    VALUES ('11111111111111111111111111', 'Fishing licences', 1790000000000);
INSERT INTO accounts (id, service, mode, provider, cards, takes_prepaid, asks_billing_address, email_collection, allows_zero, disabled, created_at)
    VALUES ('22222222222222222222222222', '11111111111111111111111111', 'test', 'sandbox', 'visa:debit visa:credit master-card:debit master-card:credit american-express:credit diners-club:credit discover:credit jcb:credit unionpay:credit', TRUE, TRUE, 'mandatory', TRUE, FALSE, 1790000000000);
INSERT INTO accounts (id, service, mode, provider, cards, takes_prepaid, asks_billing_address, email_collection, allows_zero, disabled, created_at)
    VALUES ('33333333333333333333333333', '11111111111111111111111111', 'test', 'sandbox', 'visa:debit visa:credit master-card:debit master-card:credit american-express:credit diners-club:credit discover:credit jcb:credit unionpay:credit', TRUE, TRUE, 'mandatory', FALSE, FALSE, 1790000000000);
INSERT INTO api_keys (id, account, description, digest, created_at, last_used_at)
    VALUES ('44444444444444444444444444', '22222222222222222222222222', 'CI', '0707070707070707070707070707070707070707070707070707070707070707', 1790000000000, 1790000005000);
INSERT INTO payments (id, account, provider, created_at, updated_at, amount, reference, reference_lower, description, return_url, delayed_capture, email, metadata, prefilled, card_first_six, card_last_four, card_expiry, card_holder, card_brand, card_type, card_address, status, state, order_code, psp_reference, captured_on, capture_submitted_at, finished_at, has_personal_data, refunds, events, version)
    VALUES ('aaaaaaaaaaaaaaaaaaaaaaaaaa', '22222222222222222222222222', 'sandbox', 1790000010000, 1790000180000, 14500, 'Straße ÄRGER 7', 'straße ärger 7', 'A rod licence', 'https://service.example/done?x=1', FALSE, 'Ada.ÄRGER@Example.org', '[["zebra",{"number":"1.50"}],["yes",{"bool":true}]]', '{"name":"Zoë","billing_address":{"line1":"1 Heol Fawr; -- ''x''","city":"Ystradgynlais","postcode":"SA9 1AA","country":"GB"}}', '424242', '4242', '01/2031', 'Zoë ÅKESSON', 'visa', 'credit', '{"line1":"1 Heol Fawr; -- ''x''","city":"Ystradgynlais","postcode":"SA9 1AA","country":"GB"}', 'success', 'captured', '88888888888888888888888888', 'sandbox-1', '2026-09-21', 1790000060000, 1790000060000, TRUE, 2, 11, 2);
INSERT INTO payments (id, account, provider, created_at, updated_at, amount, reference, reference_lower, description, return_url, delayed_capture, status, state, has_personal_data, refunds, events, version)
    VALUES ('dddddddddddddddddddddddddd', '22222222222222222222222222', 'sandbox', 1790000200000, 1790000200000, 14500, 'LICENCE-13', 'licence-13', 'A rod licence', 'https://service.example/done?x=1', FALSE, 'created', 'created', FALSE, 0, 1, 1);
INSERT INTO payments (id, account, provider, created_at, updated_at, amount, reference, reference_lower, description, return_url, delayed_capture, email, status, state, decline_reason, finished_at, has_personal_data, refunds, events, version)
    VALUES ('eeeeeeeeeeeeeeeeeeeeeeeeee', '22222222222222222222222222', 'sandbox', 1790000210000, 1790000212000, 14500, 'LICENCE-14', 'licence-14', 'A rod licence', 'https://service.example/done?x=1', FALSE, 'Bob@Example.org', 'declined', 'declined', 'refused_by_account', 1790000212000, TRUE, 0, 3, 1);
INSERT INTO payments (id, account, provider, created_at, updated_at, amount, reference, reference_lower, description, return_url, delayed_capture, status, state, has_personal_data, refunds, events, version)
    VALUES ('ffffffffffffffffffffffffff', '33333333333333333333333333', 'sandbox', 1790000220000, 1790000220000, 14500, 'LICENCE-15', 'licence-15', 'A rod licence', 'https://service.example/done?x=1', FALSE, 'created', 'created', FALSE, 0, 1, 1);
INSERT INTO refunds (id, payment, position, amount, created_at, state, psp_reference)
    VALUES ('bbbbbbbbbbbbbbbbbbbbbbbbbb', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 1, 500, 1790000120000, 'succeeded', 'r-1');
INSERT INTO refunds (id, payment, position, amount, created_at, state)
    VALUES ('cccccccccccccccccccccccccc', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 2, 700, 1790000180000, 'requested');
INSERT INTO tokens (value, payment, issued_at)
    VALUES ('05050505-0505-4505-8505-050505050505', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 1790000010000);
INSERT INTO operations (id, payment, kind, order_code, begun_at, ended_at, outcome)
    VALUES ('88888888888888888888888888', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 'authorise', '88888888888888888888888888', 1790000059000, 1790000060000, 'done');
INSERT INTO events (sequence, payment, position, at, change, dispatched_at)
    VALUES (1, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 1, 1790000010000, 'created', 1790000130000);
INSERT INTO events (sequence, payment, position, at, change, detail, dispatched_at)
    VALUES (2, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 2, 1790000060000, 'stepped', '{"step":"start","status":"started","facts":{}}', 1790000130000);
INSERT INTO events (sequence, payment, position, at, change, detail, dispatched_at)
    VALUES (3, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 3, 1790000060000, 'stepped', '{"step":"submit_card","status":"started","facts":{"operation":"88888888888888888888888888","order_code":"88888888888888888888888888"}}', 1790000130000);
INSERT INTO events (sequence, payment, position, at, change, detail, dispatched_at)
    VALUES (4, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 4, 1790000060000, 'stepped', '{"step":"authorise","status":"submitted","facts":{"order_code":"88888888888888888888888888","psp_reference":"sandbox-1"}}', 1790000130000);
INSERT INTO events (sequence, payment, position, at, change, detail)
    VALUES (5, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 5, 1790000060000, 'stepped', '{"step":"request_capture","status":"success","facts":{}}');
INSERT INTO events (sequence, payment, position, at, change, detail)
    VALUES (6, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 6, 1790000060000, 'stepped', '{"step":"begin_capture","status":"success","facts":{"operation":"99999999999999999999999999"}}');
INSERT INTO events (sequence, payment, position, at, change, detail)
    VALUES (7, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 7, 1790000060000, 'stepped', '{"step":"submit_capture","status":"success","facts":{}}');
INSERT INTO events (sequence, payment, position, at, change, detail)
    VALUES (8, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 8, 1790000060000, 'stepped', '{"step":"confirm_capture","status":"success","facts":{"captured_on":"2026-09-21"}}');
INSERT INTO events (sequence, payment, position, at, change, detail)
    VALUES (9, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 9, 1790000120000, 'refunded', '{"refund":"bbbbbbbbbbbbbbbbbbbbbbbbbb","amount":500,"status":"submitted"}');
INSERT INTO events (sequence, payment, position, at, change, detail)
    VALUES (10, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 10, 1790000122000, 'refunded', '{"refund":"bbbbbbbbbbbbbbbbbbbbbbbbbb","amount":500,"status":"success"}');
INSERT INTO events (sequence, payment, position, at, change, detail)
    VALUES (11, 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 11, 1790000180000, 'refunded', '{"refund":"cccccccccccccccccccccccccc","amount":700,"status":"submitted"}');
INSERT INTO events (sequence, payment, position, at, change)
    VALUES (12, 'dddddddddddddddddddddddddd', 1, 1790000200000, 'created');
INSERT INTO events (sequence, payment, position, at, change)
    VALUES (13, 'eeeeeeeeeeeeeeeeeeeeeeeeee', 1, 1790000210000, 'created');
INSERT INTO events (sequence, payment, position, at, change, detail)
    VALUES (14, 'eeeeeeeeeeeeeeeeeeeeeeeeee', 2, 1790000211000, 'stepped', '{"step":"start","status":"started","facts":{}}');
INSERT INTO events (sequence, payment, position, at, change, detail)
    VALUES (15, 'eeeeeeeeeeeeeeeeeeeeeeeeee', 3, 1790000212000, 'stepped', '{"step":"decline","status":"declined","facts":{"decline_reason":"refused_by_account"}}');
INSERT INTO events (sequence, payment, position, at, change)
    VALUES (16, 'ffffffffffffffffffffffffff', 1, 1790000220000, 'created');
INSERT INTO work (id, kind, payment, refund, due_at, attempts)
    VALUES ('66666666666666666666666666', 'expire', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', '', 1790005400000, 0);
INSERT INTO sandbox_authorisations (order_code, psp_reference, payment, amount, verdict, at)
    VALUES ('88888888888888888888888888', 'sandbox-1', 'aaaaaaaaaaaaaaaaaaaaaaaaaa', 14500, 'authorised', 1790000060000);
INSERT INTO sandbox_movements (sequence, order_code, kind, subject, amount, at)
    VALUES (1, '88888888888888888888888888', 'captured', '99999999999999999999999999', 14500, 1790000060000);
INSERT INTO sandbox_clock (id, offset_millis)
    VALUES (1, 60000);
INSERT INTO seaql_migrations (version, applied_at)
    VALUES ('m20261122_000001_payments', 1795347381);
