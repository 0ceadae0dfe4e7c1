// Live pages: parts with data-levend are read again when the stream of the page says that something changed. One tab of
// the browser holds the connection and tells the others. Without this file pages work the same, and are read again by
// hand.
"use strict";
(() => {
  const eerst = document.querySelector("[data-eerst]");
  if (eerst) eerst.focus();

  const bron = document.querySelector("[data-stroom]");
  if (!bron || !window.EventSource) return;
  const adres = bron.dataset.stroom, onderwerp = bron.dataset.onderwerp;
  const melding = document.getElementById("bijgewerkt");
  const kanaal = window.BroadcastChannel ? new BroadcastChannel("keten" + adres) : null;
  const soorten = ["taak", "taak-weg", "overdracht", "overdracht-weg", "casus", "casus-weg"];
  let bezig = false, nogEens = false;

  // Not under the fingers of who is filling something in.
  const inGebruik = (deel) => deel.querySelector("details[open], .foutenlijst") !== null
    || (deel.contains(document.activeElement) && document.activeElement !== document.body);

  function meld(tekst) { if (melding) melding.textContent = tekst; }

  async function ververs() {
    if (bezig) { nogEens = true; return; }
    bezig = true;
    try {
      // Followed, it would begin a sign-in that nobody asked for.
      const antwoord = await fetch(location.href, {
        credentials: "same-origin", headers: { Accept: "text/html" }, redirect: "manual",
      });
      if (antwoord.type === "opaqueredirect") { afgemeld(); return; }
      // What it says is no page of this: the server is busy, or it is not this person's any more.
      if (!antwoord.ok) return;
      const nieuw = new DOMParser().parseFromString(await antwoord.text(), "text/html");
      let gewijzigd = false, bewaard = false;
      for (const deel of document.querySelectorAll("[data-levend]")) {
        const ander = nieuw.getElementById(deel.id);
        if (!ander || zonderGeheim(ander) === zonderGeheim(deel)) continue;
        if (inGebruik(deel)) { bewaard = true; continue; }
        deel.replaceChildren(...ander.childNodes);
        gewijzigd = true;
      }
      document.title = nieuw.title;
      if (bewaard) meld("Er is intussen iets veranderd. Wat u invult blijft staan; ververs de bladzijde om alles te zien.");
      else if (gewijzigd) meld("Deze bladzijde is net bijgewerkt.");
    } catch { /* The connection is away; the stream says when it is back. */ } finally {
      bezig = false;
      if (nogEens) { nogEens = false; setTimeout(ververs, 100); }
    }
  }

  // What a person reads and the version that forms were made for: a form's key differs each time and is no change.
  function zonderGeheim(deel) {
    const kopie = deel.cloneNode(true);
    for (const deel of kopie.querySelectorAll(".foutenlijst, .foutmelding, textarea")) deel.remove();
    return kopie.textContent.replace(/\s+/g, " ") + [...kopie.querySelectorAll("[name=versie]")].map((veld) => veld.value).join();
  }

  function afgemeld() {
    meld("U bent niet meer aangemeld. Wat u invult wordt niet bewaard: meld u eerst opnieuw aan, in een ander venster.");
  }

  function hoor(data) {
    if (!onderwerp || !data || data.includes(onderwerp)) ververs();
  }

  function luister() {
    const stroom = new EventSource(adres);
    const gewijzigd = (bericht) => {
      if (kanaal) kanaal.postMessage(bericht.data || "");
      hoor(bericht.data);
    };
    for (const soort of soorten) stroom.addEventListener(soort, gewijzigd);
    stroom.addEventListener("open", gewijzigd);
    return new Promise((los) => {
      // Refused, not just away: another tab may try.
      stroom.addEventListener("error", () => {
        if (stroom.readyState === EventSource.CLOSED) { afgemeld(); los(); }
      });
    });
  }

  if (kanaal) kanaal.onmessage = (bericht) => hoor(bericht.data);
  if (navigator.locks) navigator.locks.request("keten" + adres, luister); else luister();
})();
