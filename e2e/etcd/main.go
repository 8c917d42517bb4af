// Command etcd is etcd's own server, built from its module, for the API server of the
// tests.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() { etcdmain.Main(os.Args) }
