/* The export as host: everything is in the file already. */
TreatyTimeline.mount();
