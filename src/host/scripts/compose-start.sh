# In the background: an image that cannot be had holds up nothing else.
start_compose() {
  systemctl enable meshinit-compose
  systemctl restart --no-block meshinit-compose
}
