// A person's own device: the browser's virtual authenticator, with a finger that always fits unless it is told otherwise.

import { devtoolsOf } from "./in-page.mjs";

/**
 * @param {import("playwright-core").Page} page
 * @param {"internal" | "usb"} [transport] a browser has one device of its own; what else a person has is plugged in
 */
export async function authenticator(page, transport = "internal") {
  const client = await devtoolsOf(page);
  await client.send("WebAuthn.enable");
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** The finger of somebody else, or again of its own person. @param {boolean} own */
    async finger(own) {
      await client.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: own });
    },
    /** How many passkeys lie in it. */
    async count() {
      const { credentials } = await client.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials.length;
    },
    /** The device is lost. */
    async remove() {
      await client.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    },
  };
}
