//! Steps of recusals from an item.

use super::{Script, field};

impl Script {
    /// A member takes no part and is let back, and the section records another one.
    pub(super) fn recused(&mut self) {
        let (item, reason) = ("/meetings/{M}/items/{I}", || vec![field("reason", "हित का प्रश्न")]);
        let (own, all) = (format!("{item}/recuse-self"), format!("{item}/recusals"));
        self.step("finance_minister", (&own, &own), "recuse-self", reason(), &["member_recused/1"]);
        let lift = format!("{item}/lift-recusal");
        self.step("chief_minister", (&all, &lift), "lift-recusal", reason(), &["recusal_lifted/1"]);
        let mut other = vec![field("member", &rehearsal::post("energy_minister").to_string()), field("word", "told")];
        other.extend(reason());
        let recuse = format!("{item}/recuse-member");
        self.step("cabinet_section", (&all, &recuse), "recuse-member", other, &["member_recused/1"]);
    }
}
