"""Where tasks are run.

executor.py     Executor: the form
in_process.py   here, one after the other
processes.py    in processes of this machine; what one of them runs: serve.py
cluster.py      on a Dask cluster; what each of its workers holds: worker_plugin.py
"""
