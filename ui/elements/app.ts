/** The officers' pages' one script. Every page works without it. */
import { startAutosave } from "./autosave.ts";
import { startFileNames } from "./file-name.ts";
import { startOpenings } from "./openings.ts";
import { startPasskeys } from "./passkey.ts";
import { startRepeatRows } from "./repeat-rows.ts";
import { startSession } from "./session.ts";
import { startSubmitOnce } from "./submit-once.ts";
import { startTyping } from "./typing.ts";

startRepeatRows(document);
startFileNames(document);
startTyping(document);
startAutosave(document);
startPasskeys(document);
startSubmitOnce(document);
startOpenings(document);
startSession(document);

// After a refused form the list of what is wrong is read out and one key press away.
document.querySelector<HTMLElement>(".errors[tabindex]")?.focus();
