// Where things lie.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
/** What builds and tests write. */
export const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
