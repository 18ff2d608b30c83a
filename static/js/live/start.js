// Last in the list: one stream for the page, about what it shows.
const liveMeta = document.querySelector('meta[name="live"]');
const liveTopics = [...document.querySelectorAll("live-topic")].map((one) => one.dataset.topic);
const liveList = document.querySelector('endless-list[data-name="latest"]');
const liveSubjects = {};
if (liveTopics.length) liveSubjects.topics = liveTopics.join(",");
if (liveMember || liveList) liveSubjects.channels = liveMember ? "all" : (document.querySelector('meta[name="live-channel"]')?.content ?? "all");
if (liveMember || liveTopics.length || liveList) new LiveSource(liveMeta, liveSubjects).start();
