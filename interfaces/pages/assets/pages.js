// Comforts for the payment pages. Every page is complete without this file.
(() => {
  "use strict";

  // A second click while the first is on its way sends nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => form.querySelectorAll("button").forEach((button) => { button.disabled = true; }));
  });
  // Pages that the browser brings back from its memory can be used again.
  addEventListener("pageshow", () => {
    document.querySelectorAll("form").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button").forEach((button) => { button.disabled = false; });
    });
  });

  const waiting = document.querySelector("[data-waiting]");
  if (waiting) {
    wait(waiting);
  }
  const form = document.getElementById("card-details");
  if (form) {
    helpWithCard(form);
  }

  // Asks for this page again until it is another one, then goes there.
  function wait(waiting) {
    const news = waiting.querySelector("[data-waiting-news]");
    let asked = 0;
    const ask = async () => {
      asked += 1;
      let still = true;
      try {
        const answer = await fetch(location.href, { redirect: "manual", cache: "no-store" });
        still = answer.type !== "opaqueredirect" && (await answer.text()).includes("data-waiting");
      } catch {
        still = true;
      }
      if (!still) {
        location.reload();
        return;
      }
      if (asked % 8 === 0) {
        news.textContent = waiting.dataset.still + " (" + Math.round(asked / 8) + ")";
      }
      setTimeout(ask, asked < 10 ? 1000 : 3000);
    };
    setTimeout(ask, 700);
  }

  function helpWithCard(form) {
    const box = document.getElementById("card-no");
    const code = document.getElementById("cvc");
    const list = form.querySelector(".accepted-cards");
    const brands = [
      ["visa", /^4/],
      ["american-express", /^3[47]/],
      ["diners-club", /^3(0[0-5]|[689])/],
      ["jcb", /^35(2[89]|[3-8])/],
      ["discover", /^6(011|4[4-9]|5)/],
      ["unionpay", /^62/],
      ["maestro", /^(50|5[6-9]|6[37])/],
      ["master-card", /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/],
    ];
    const digits = () => box.value.replace(/\s/g, "");
    const guess = () => (brands.find(([, start]) => start.test(digits())) || [""])[0];

    const show = () => {
      const brand = guess();
      const amex = brand === "american-express";
      list.classList.toggle("field-empty", digits() === "");
      list.querySelectorAll("li").forEach((item) => item.classList.toggle("selected", item.dataset.key === brand));
      code.maxLength = brand && !amex ? 3 : 4;
      form.querySelectorAll("span.generic-cvc").forEach((hint) => { hint.hidden = amex; });
      form.querySelectorAll("span.amex-cvc").forEach((hint) => { hint.hidden = Boolean(brand) && !amex; });
    };

    let checked = "";
    const check = async () => {
      const number = digits();
      if (number === checked || !/^\d{11,}$/.test(number)) {
        return;
      }
      checked = number;
      try {
        const body = new URLSearchParams({ cardNo: number });
        const answer = await fetch(form.dataset.checkCard, { method: "POST", body, cache: "no-store" });
        if (answer.ok && digits() === number) {
          const { message, surcharge } = await answer.json();
          complain(message || "");
          charge(surcharge);
        }
      } catch {
        checked = "";
      }
    };

    // Says what the card costs more, or takes it back.
    const sum = document.getElementById("amount");
    const usual = sum.textContent;
    const charge = (surcharge) => {
      const note = document.getElementById("corporate-card-surcharge-message");
      note.textContent = surcharge ? surcharge.message : "";
      note.hidden = !surcharge;
      document.getElementById("payment-summary-breakdown").hidden = !surcharge;
      document.getElementById("payment-summary-corporate-card-fee").textContent = surcharge ? surcharge.fee : "";
      sum.textContent = surcharge ? surcharge.total : usual;
    };

    // Shows or withdraws the complaint under the card number.
    const complain = (message) => {
      const field = box.closest(".field");
      let line = document.getElementById("error-card-no");
      field.classList.toggle("field--wrong", message !== "");
      if (message === "") {
        line?.remove();
        box.removeAttribute("aria-invalid");
        box.removeAttribute("aria-describedby");
        return;
      }
      if (!line) {
        line = document.createElement("p");
        line.id = "error-card-no";
        line.className = "wrong";
        line.setAttribute("aria-live", "polite");
        box.before(line);
      }
      const prefix = document.createElement("span");
      prefix.className = "unseen";
      prefix.textContent = form.dataset.mistake + " ";
      line.replaceChildren(prefix, message);
      box.setAttribute("aria-invalid", "true");
      box.setAttribute("aria-describedby", "error-card-no");
    };

    // Says back where the confirmation goes, where there will be one.
    const confirmation = document.getElementById("email-confirmation");
    if (confirmation) {
      document.getElementById("email").addEventListener("input", ({ target }) => {
        const typed = target.value.trim();
        confirmation.hidden = !/^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$/.test(typed);
        confirmation.querySelector("strong").textContent = typed;
      });
    }

    box.addEventListener("input", () => {
      show();
      if (digits() !== checked) {
        checked = "";
        charge();
      }
    });
    box.addEventListener("blur", check);
    show();
  }
})();
