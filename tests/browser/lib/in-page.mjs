// Runs a function inside the page, whatever its content security policy says and even with scripts off: in a world of its
// own, which shares the page's elements and none of its rules.

/** Whether the pages of a context run scripts, as `openPage` opened them. @type {WeakMap<object, boolean>} */
export const scriptsOn = new WeakMap();

/** One session a page, never detached: the end of any of them would take a virtual authenticator with it. */
/** @type {WeakMap<import("playwright-core").Page, Promise<import("playwright-core").CDPSession>>} */
const sessions = new WeakMap();

/** @param {import("playwright-core").Page} page */
export function devtoolsOf(page) {
  const known = sessions.get(page);
  if (known) return known;
  const made = page.context().newCDPSession(page);
  sessions.set(page, made);
  return made;
}

/**
 * @template Argument, Answer
 * @param {import("playwright-core").Page} page
 * @param {(argument: Argument) => Answer | Promise<Answer>} run must use nothing from outside itself
 * @param {Argument} argument anything JSON can carry
 * @param {string} [prelude] source that is evaluated first, for example a library
 * @returns {Promise<Answer>}
 */
export async function inPage(page, run, argument, prelude = "") {
  const scripts = scriptsOn.get(page.context()) ?? true;
  const devtools = await devtoolsOf(page);
  try {
    const { frameTree } = await devtools.send("Page.getFrameTree");
    const { executionContextId } = await devtools.send("Page.createIsolatedWorld", {
      frameId: frameTree.frame.id,
      worldName: "ecabinet-checks",
    });
    // With scripts off no promise in the page ever resolves. Its own scripts were never loaded: none starts now.
    await devtools.send("Emulation.setScriptExecutionDisabled", { value: false });
    const { result, exceptionDetails } = await devtools.send("Runtime.evaluate", {
      expression: `${prelude}\n;(${run.toString()})(${JSON.stringify(argument) ?? "undefined"})`,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  } finally {
    await devtools.send("Emulation.setScriptExecutionDisabled", { value: !scripts });
  }
}

/** From its next page on a browser that has signed in runs no scripts. @param {import("playwright-core").Page} page */
export async function withoutScripts(page) {
  scriptsOn.set(page.context(), false);
  const devtools = await devtoolsOf(page);
  await devtools.send("Emulation.setScriptExecutionDisabled", { value: true });
}
