// Last in the list: fetches the composer's script, but only where there is something to compose.
if (document.querySelector("post-composer")) import("./composer.js");
