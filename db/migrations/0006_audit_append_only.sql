-- What the audit says is never changed; it goes only as a whole, when it is older than it is kept.
CREATE TRIGGER `audit_events_unchanged` BEFORE UPDATE ON `audit_events`
BEGIN
  SELECT RAISE(ABORT, 'events of the audit cannot be changed');
END;
