// <live-conversation data-conversation data-last …> - stands below the messages of a private conversation, and does what
// <live-topic> does below those of a live channel.
class LiveConversation extends LiveTopic {
  isOurs(data) {
    return data.conversation === Number(this.dataset.conversation);
  }

  hear(data) {
    if (data.kind === "message-sent") this.meet(data);
    else if (data.kind === "message-changed") this.renew(data.number);
  }
}
customElements.define("live-conversation", LiveConversation);
