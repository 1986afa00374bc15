// "/" puts the cursor into the search field; everything else works without a script.
document.addEventListener("keydown", (event) => {
  const field = document.getElementById("search");
  if (event.key === "/" && field && !event.target.closest("input, textarea, select")) {
    event.preventDefault();
    field.focus();
  }
});

// An assessment: a digit rates the clause at hand and goes on to the next, arrows move, n writes a note; each answer is saved as given.
const answers = document.querySelector("form[data-saves]");
if (answers) {
  const rows = [...answers.querySelectorAll("tr[data-clause]")];
  let current = 0;

  const move = (to) => {
    current = Math.max(0, Math.min(to, rows.length - 1));
    rows.forEach((row, at) => row.classList.toggle("current", at === current));
    rows[current].scrollIntoView({ block: "nearest" });
    rows[current].querySelector("input[type=radio]:checked, input[type=radio]")?.focus({ preventScroll: true });
  };

  let saving = Promise.resolve();
  const save = () => {
    saving = saving.then(async () => {
      const said = document.getElementById("saves");
      try {
        const sent = new URLSearchParams(new FormData(answers));
        const answer = await fetch(answers.action, { method: "POST", body: sent, headers: { "X-Saves-As-It-Goes": "1" } });
        if (!answer.ok) throw new Error(answer.statusText);
        const now = await answer.json();
        answers.elements.seen.value = now.seen;
        document.getElementById(`rated-${answers.elements.section.value}`).textContent = now.rated;
        const total = document.getElementById("total");
        if (total) total.textContent = now.total;
        answers.querySelectorAll("[data-refused]").forEach((place) => {
          place.textContent = now.refused.filter((one) => one.clause === place.dataset.refused).map((one) => one.text).join(" ");
        });
        said.textContent = now.refused.length ? answers.dataset.unsaved : answers.dataset.saves;
      } catch {
        said.textContent = answers.dataset.unsaved;
      }
    });
  };

  answers.addEventListener("change", save);
  answers.addEventListener("focusin", (event) => {
    const at = rows.indexOf(event.target.closest("tr[data-clause]"));
    if (at >= 0) { rows[current].classList.remove("current"); current = at; rows[at].classList.add("current"); }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing) {
      if (event.key === "Enter" && event.target.closest("tr[data-clause]")) { event.preventDefault(); move(current + 1); }
      return;
    }
    const rating = rows[current].querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (rating) {
      event.preventDefault();
      rating.checked = true;
      save();
      if (current + 1 < rows.length) move(current + 1); else document.getElementById("next")?.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(current + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "n") {
      event.preventDefault();
      rows[current].querySelector("input[name^=note]").focus();
    }
  });
  move(rows.findIndex((row) => !row.querySelector("input:checked")));
}
