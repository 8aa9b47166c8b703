// A part of a page that comes after it: until then, and where it does not come, the link in its place leads to the same.
const bring = async (place) => {
  try {
    const answer = await fetch(place.dataset.later, { headers: { "HX-Request": "true" } });
    if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
  } catch { /* the network is away: the link stays */ }
};
for (const place of document.querySelectorAll("[data-later]")) bring(place);
