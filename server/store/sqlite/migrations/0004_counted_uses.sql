CREATE TABLE `counted_uses` (
	`key_hash` blob NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `counted_uses_by_key` ON `counted_uses` (`key_hash`,`at_ms`);