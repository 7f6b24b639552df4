start_docker() {
  case $(initctl status docker) in
  *start/running*) ;;
  *) initctl start docker ;;
  esac
}
