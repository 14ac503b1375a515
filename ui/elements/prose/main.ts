/** The script of a draft's page alone: its sections get lists, tables and manners of letters. */
import { upgrade } from "./editor.ts";

const words = document.querySelector<HTMLTemplateElement>("template[data-prose-words]")?.dataset;
if (words) {
  const fields = [...document.querySelectorAll<HTMLTextAreaElement>("textarea[data-prose]")];
  const upgraded = fields.filter((field) => upgrade(field, words));
  const keys = document.getElementById("prose-keys");
  if (keys) keys.hidden = upgraded.length === 0;
}
